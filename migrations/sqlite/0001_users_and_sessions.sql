-- Moments are milliseconds since the Unix epoch; ids are random bytes (see src/server/ids.rs).

CREATE TABLE users (
    id            BLOB    NOT NULL PRIMARY KEY,
    -- As it was typed, to show; and in lower case, to compare.
    email         TEXT    NOT NULL,
    email_key     TEXT    NOT NULL UNIQUE,
    -- A PHC string: it names its own algorithm and parameters.
    password_hash TEXT    NOT NULL,
    created_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row for each device that is signed in. Deleting it signs the device out.
CREATE TABLE sessions (
    -- The credential: it stands in the signed token and nowhere else.
    id              BLOB    NOT NULL PRIMARY KEY,
    -- What pages and links carry.
    public_id       TEXT    NOT NULL UNIQUE,
    user_id         BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    user_agent      TEXT    NOT NULL,
    browser         TEXT,
    browser_version TEXT,
    os              TEXT,
    os_version      TEXT,
    device_kind     TEXT    NOT NULL,
    ip_address      TEXT    NOT NULL,
    location        TEXT    NOT NULL,
    signed_in_at    INTEGER NOT NULL,
    last_active_at  INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_of_user ON sessions (user_id, last_active_at DESC);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
