-- The language of the account. Null where it was never known: its pages are in each browser's own then.
ALTER TABLE users ADD COLUMN language TEXT;
