-- A device outlives its sessions: it keeps its name and its history when it signs in again.

CREATE TABLE devices (
    -- What pages and links carry; sessions.public_id is that of its device.
    id            TEXT    NOT NULL PRIMARY KEY,
    user_id       BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- SHA-256 of the device cookie, by which a browser is known again.
    cookie_hash   BLOB    NOT NULL,
    -- What the person calls it, if anything; and what it was at its last sign-in.
    name          TEXT,
    label         TEXT    NOT NULL,
    kind          TEXT    NOT NULL,
    first_seen_at INTEGER NOT NULL,
    last_seen_at  INTEGER NOT NULL,
    -- When the person said that it is theirs, and when that it is not.
    confirmed_at  INTEGER,
    disowned_at   INTEGER,
    -- What deserves a look until the person says that it is theirs: words with a comma between.
    flags         TEXT    NOT NULL DEFAULT '',
    UNIQUE (user_id, cookie_hash)
) STRICT, WITHOUT ROWID;

CREATE INDEX devices_by_last_sight ON devices (last_seen_at);

-- Those that are signed in have no device cookie yet: no hash is that of one.
INSERT INTO devices (id, user_id, cookie_hash, label, kind, first_seen_at, last_seen_at, confirmed_at)
SELECT public_id, user_id, randomblob(32), coalesce(browser, 'Unknown browser') || coalesce(' on ' || os, ''),
       device_kind, signed_in_at, last_active_at, signed_in_at FROM sessions;

-- Where a device was: one row for each address and place, until it is forgotten.
CREATE TABLE places (
    id         INTEGER NOT NULL PRIMARY KEY,
    device_id  TEXT    NOT NULL REFERENCES devices (id) ON DELETE CASCADE,
    user_id    BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    ip_address TEXT,
    location   TEXT    NOT NULL,
    -- ISO 3166-1 alpha-2, and degrees, where they are known.
    country    TEXT,
    latitude   REAL,
    longitude  REAL,
    first_at   INTEGER NOT NULL,
    last_at    INTEGER NOT NULL
) STRICT;

CREATE INDEX places_of_device ON places (device_id, last_at DESC);
CREATE INDEX places_of_user ON places (user_id, last_at DESC);
CREATE INDEX places_by_time ON places (last_at);

INSERT INTO places (device_id, user_id, ip_address, location, first_at, last_at)
SELECT public_id, user_id, ip_address, location, signed_in_at, last_active_at FROM sessions;

ALTER TABLE sessions ADD COLUMN country TEXT;
ALTER TABLE sessions ADD COLUMN latitude REAL;
ALTER TABLE sessions ADD COLUMN longitude REAL;

-- 'city', 'country' or 'none': how precise a place is kept.
ALTER TABLE users ADD COLUMN place_precision TEXT NOT NULL DEFAULT 'city';

-- The device that a link signs out.
ALTER TABLE mail_links ADD COLUMN device_id TEXT;

ALTER TABLE events ADD COLUMN device_id TEXT;
ALTER TABLE events ADD COLUMN flags TEXT NOT NULL DEFAULT '';

CREATE INDEX events_of_device ON events (device_id, id DESC) WHERE device_id IS NOT NULL;
CREATE INDEX ended_sessions_of_device ON ended_sessions (public_id);

-- Append only: but for the address and the place, which may be wiped.
DROP TRIGGER events_are_not_rewritten;
CREATE TRIGGER events_are_not_rewritten BEFORE UPDATE ON events
WHEN NEW.id IS NOT OLD.id OR NEW.user_id IS NOT OLD.user_id OR NEW.at IS NOT OLD.at OR NEW.kind IS NOT OLD.kind
  OR NEW.reason IS NOT OLD.reason OR NEW.device_name IS NOT OLD.device_name OR NEW.device_kind IS NOT OLD.device_kind
  OR NEW.done_by IS NOT OLD.done_by OR NEW.device_id IS NOT OLD.device_id OR NEW.flags IS NOT OLD.flags
  OR (NEW.location IS NOT OLD.location AND NEW.location IS NOT NULL)
  OR (NEW.ip_address IS NOT OLD.ip_address AND NEW.ip_address IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'the security log is append only');
END;

-- A session with what is known of its device.
CREATE VIEW signed_in AS
SELECT sessions.*, devices.name AS given_name, devices.first_seen_at, devices.confirmed_at, devices.flags
FROM sessions JOIN devices ON devices.id = sessions.public_id;
