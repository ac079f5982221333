-- How a session lives and ends, what is remembered of it, and what happened to an account.

ALTER TABLE users ADD COLUMN disabled_at INTEGER;

-- 'kept', 'browser' or 'shared': what was chosen at sign-in.
ALTER TABLE sessions ADD COLUMN stay TEXT NOT NULL DEFAULT 'kept';
-- It ends this many milliseconds after its last activity; expires_at is its end in any case.
ALTER TABLE sessions ADD COLUMN idle_timeout INTEGER NOT NULL DEFAULT 2592000000;
-- When the password was last proved in it.
ALTER TABLE sessions ADD COLUMN proved_at INTEGER NOT NULL DEFAULT 0;
-- Since when it is asked for the password before anything else.
ALTER TABLE sessions ADD COLUMN locked_at INTEGER;
-- The newest token's iat (seconds), that of the one before, and whether the newest has come back.
ALTER TABLE sessions ADD COLUMN token_issued_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN token_previous_at INTEGER;
ALTER TABLE sessions ADD COLUMN token_seen INTEGER NOT NULL DEFAULT 0;

UPDATE sessions SET proved_at = signed_in_at, token_issued_at = signed_in_at / 1000;

-- What remains of a session that ended: enough to know its token again, and no way back in.
CREATE TABLE ended_sessions (
    -- SHA-256 of the session's id.
    session_hash     BLOB    NOT NULL PRIMARY KEY,
    public_id        TEXT    NOT NULL,
    user_id          BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    device_name      TEXT    NOT NULL,
    device_kind      TEXT    NOT NULL,
    reason           TEXT    NOT NULL,
    -- The device that ended it, if it was another.
    ended_by         TEXT,
    ended_at         INTEGER NOT NULL,
    refused          INTEGER NOT NULL DEFAULT 0,
    first_refused_at INTEGER,
    last_refused_at  INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX ended_sessions_of_user ON ended_sessions (user_id, ended_at DESC);
CREATE INDEX ended_sessions_by_end ON ended_sessions (ended_at);

-- The security log of each account.
CREATE TABLE events (
    id          INTEGER NOT NULL PRIMARY KEY,
    user_id     BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    at          INTEGER NOT NULL,
    kind        TEXT    NOT NULL,
    -- Why a session ended, where that is what happened.
    reason      TEXT,
    -- The device that it happened to, and the one that did it, if that was another.
    device_name TEXT,
    device_kind TEXT,
    done_by     TEXT,
    ip_address  TEXT,
    location    TEXT
) STRICT;

CREATE INDEX events_of_user ON events (user_id, id DESC);
CREATE INDEX events_by_time ON events (at);

-- Append only: but for the address, which is wiped after its time.
CREATE TRIGGER events_are_not_rewritten BEFORE UPDATE ON events
WHEN NEW.id IS NOT OLD.id OR NEW.user_id IS NOT OLD.user_id OR NEW.at IS NOT OLD.at OR NEW.kind IS NOT OLD.kind
  OR NEW.reason IS NOT OLD.reason OR NEW.device_name IS NOT OLD.device_name OR NEW.device_kind IS NOT OLD.device_kind
  OR NEW.done_by IS NOT OLD.done_by OR NEW.location IS NOT OLD.location OR NEW.ip_address IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'the security log is append only');
END;

-- One-time links that were sent by e-mail.
CREATE TABLE mail_links (
    -- SHA-256 of what stands in the link.
    link_hash     BLOB    NOT NULL PRIMARY KEY,
    -- 'reset', 'sign_up' or 'email'.
    purpose       TEXT    NOT NULL,
    -- Whose it is; nobody's yet where it confirms a sign-up.
    user_id       BLOB    REFERENCES users (id) ON DELETE CASCADE,
    -- The address that the link proves.
    email         TEXT    NOT NULL,
    -- Of the account that is to be made.
    password_hash TEXT,
    expires_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX mail_links_of_user ON mail_links (user_id);
CREATE INDEX mail_links_by_expiry ON mail_links (expires_at);
