-- Sign-ins on new devices, or unusual ones, that no email has reported yet, since there were several within minutes:
-- one email reports them together, which deletes them. What decides when stands in src/server/rules/unreported.rs.

CREATE TABLE unreported_sign_ins (
    user_id     BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    at          INTEGER NOT NULL,
    device_id   TEXT    NOT NULL,
    device_name TEXT    NOT NULL,
    location    TEXT,
    flags       TEXT    NOT NULL,
    PRIMARY KEY (user_id, at, device_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX unreported_sign_ins_by_time ON unreported_sign_ins (at, user_id);
