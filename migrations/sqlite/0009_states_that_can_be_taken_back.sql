-- Since when the password has to be replaced: somebody else knows it, for they signed in on a device that the
-- person says isn't theirs. Null once it was replaced.
ALTER TABLE users ADD COLUMN password_due_at INTEGER;

-- When a session that was set to end early would have ended: taking that back restores it.
ALTER TABLE sessions ADD COLUMN original_expires_at INTEGER;

-- What was known of a device before the person recognised it: taking that back restores it.
ALTER TABLE devices ADD COLUMN flags_before TEXT;
ALTER TABLE devices ADD COLUMN confirmed_before INTEGER;
ALTER TABLE devices ADD COLUMN disowned_before INTEGER;

-- A device that is recognised no longer may do less than before.
CREATE TRIGGER generation_of_unrecognised_devices AFTER UPDATE OF confirmed_at ON devices
WHEN NEW.confirmed_at IS NULL AND OLD.confirmed_at IS NOT NULL
BEGIN
    UPDATE generation SET number = number + 1;
END;
