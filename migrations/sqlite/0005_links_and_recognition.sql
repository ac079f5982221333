-- The session that asked for a link to a new address: the link is good as long as that one lives.
ALTER TABLE mail_links ADD COLUMN asker BLOB;
DELETE FROM mail_links WHERE purpose = 'email';

-- An address that a link would give back: nobody else takes it meanwhile.
ALTER TABLE mail_links ADD COLUMN kept_for TEXT;
CREATE INDEX mail_links_by_kept_address ON mail_links (kept_for) WHERE kept_for IS NOT NULL;
