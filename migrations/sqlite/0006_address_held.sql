-- Since when the account has its address; null if it was made with it, or got it back.
ALTER TABLE users ADD COLUMN email_since INTEGER;
