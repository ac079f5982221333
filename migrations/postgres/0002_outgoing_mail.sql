-- Emails on their way: written in the transaction that causes them, deleted when they were handed over. What
-- decides when one is tried stands in src/server/rules/outgoing_mail.rs.

CREATE TABLE outgoing_mail (
    -- Its Message-ID begins with it.
    id           BYTEA  NOT NULL PRIMARY KEY,
    -- Whose account it is about: it goes with it. Null where there is none, or where it is about its end.
    user_id      BYTEA  REFERENCES users (id) ON DELETE CASCADE,
    recipient    TEXT   NOT NULL,
    -- What it is about: see src/server/mail/kind.rs.
    kind         TEXT   COLLATE "C" NOT NULL,
    -- SHA-256 of who caused it: where too many wait, whoever has most loses one.
    sender       BYTEA  NOT NULL,
    -- The whole message, encrypted under a key derived from this signing key: live links stand in it.
    key_id       TEXT   NOT NULL,
    message      BYTEA  NOT NULL,
    created_at   BIGINT NOT NULL,
    next_try_at  BIGINT NOT NULL,
    tries        BIGINT NOT NULL DEFAULT 0,
    -- Until when the server that sends it has it for itself.
    leased_until BIGINT NOT NULL DEFAULT 0,
    last_error   TEXT
);

CREATE INDEX outgoing_mail_by_kind ON outgoing_mail (kind, next_try_at, leased_until);
CREATE INDEX outgoing_mail_of_user ON outgoing_mail (user_id);
