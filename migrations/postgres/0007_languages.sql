-- The language of the account: of its pages and emails. Null where it was never known: each browser's own then, and
-- English in emails.
ALTER TABLE users ADD COLUMN language TEXT;
