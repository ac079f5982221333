-- Emails on their way: written in the transaction that causes them, deleted when they were handed over. What
-- decides when one is tried stands in src/server/rules/outgoing_mail.rs.

CREATE TABLE outgoing_mail (
    -- Its Message-ID begins with it.
    id           BLOB    NOT NULL PRIMARY KEY,
    -- Whose account it is about: it goes with it. Null where there is none, or where it is about its end.
    user_id      BLOB    REFERENCES users (id) ON DELETE CASCADE,
    recipient    TEXT    NOT NULL,
    -- What it is about: see src/server/mail/kind.rs.
    kind         TEXT    NOT NULL,
    -- SHA-256 of who caused it: where too many wait, whoever has most loses one.
    sender       BLOB    NOT NULL,
    -- The whole message, encrypted under a key derived from this signing key: live links stand in it.
    key_id       TEXT    NOT NULL,
    message      BLOB    NOT NULL,
    created_at   INTEGER NOT NULL,
    next_try_at  INTEGER NOT NULL,
    tries        INTEGER NOT NULL DEFAULT 0,
    -- Until when the server that sends it has it for itself.
    leased_until INTEGER NOT NULL DEFAULT 0,
    last_error   TEXT
) STRICT;

CREATE INDEX outgoing_mail_by_kind ON outgoing_mail (kind, next_try_at, leased_until);
CREATE INDEX outgoing_mail_of_user ON outgoing_mail (user_id);
