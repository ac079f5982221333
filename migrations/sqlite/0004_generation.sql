-- Which state of the data this is, to recognise one that was restored from a backup: the file beside the
-- database holds the same (see src/server/storage/sqlite/generation.rs).

CREATE TABLE generation (
    id      INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    -- Random; empty until the database is first opened.
    lineage TEXT    NOT NULL,
    number  INTEGER NOT NULL
) STRICT;

INSERT INTO generation (id, lineage, number) VALUES (1, '', 0);

-- It advances with whatever lets somebody in no longer: a backup from before would undo that. Here rather
-- than in the program, so that no way to end a session is forgotten.
CREATE TRIGGER generation_of_ended_sessions AFTER DELETE ON sessions
BEGIN
    UPDATE generation SET number = number + 1;
END;

CREATE TRIGGER generation_of_restricted_sessions AFTER UPDATE OF expires_at, locked_at, proved_at ON sessions
WHEN NEW.expires_at < OLD.expires_at OR NEW.proved_at < OLD.proved_at
  OR (NEW.locked_at IS NOT NULL AND OLD.locked_at IS NULL)
BEGIN
    UPDATE generation SET number = number + 1;
END;

CREATE TRIGGER generation_of_changed_users AFTER UPDATE OF email_key, password_hash, disabled_at ON users
BEGIN
    UPDATE generation SET number = number + 1;
END;

CREATE TRIGGER generation_of_deleted_users AFTER DELETE ON users
BEGIN
    UPDATE generation SET number = number + 1;
END;

-- A link that was used would work again. One that only signs a device out may.
CREATE TRIGGER generation_of_used_links AFTER DELETE ON mail_links WHEN OLD.purpose <> 'disown'
BEGIN
    UPDATE generation SET number = number + 1;
END;

CREATE TRIGGER generation_of_disowned_devices AFTER UPDATE OF disowned_at ON devices
WHEN NEW.disowned_at IS NOT NULL AND OLD.disowned_at IS NULL
BEGIN
    UPDATE generation SET number = number + 1;
END;
