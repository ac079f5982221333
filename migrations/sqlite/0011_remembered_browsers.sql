-- The browser that signed in on it last, known by its device cookie alone, and how long it was to stay signed in:
-- what the sign-in page offers there again. A browser is remembered by one device, that of the account that was used
-- last: it links no accounts.
ALTER TABLE devices ADD COLUMN browser_hash BLOB;
ALTER TABLE devices ADD COLUMN last_stay TEXT;

CREATE INDEX devices_by_browser ON devices (browser_hash) WHERE browser_hash IS NOT NULL;
