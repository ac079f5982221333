-- Since when the password has to be replaced: somebody else knows it, for they signed in on a device that the
-- person says isn't theirs. Null once it was replaced.
ALTER TABLE users ADD COLUMN password_due_at BIGINT;

-- When a session that was set to end early would have ended: taking that back restores it.
ALTER TABLE sessions ADD COLUMN original_expires_at BIGINT;

-- What was known of a device before the person recognised it: taking that back restores it.
ALTER TABLE devices ADD COLUMN flags_before TEXT;
ALTER TABLE devices ADD COLUMN confirmed_before BIGINT;
ALTER TABLE devices ADD COLUMN disowned_before BIGINT;

-- The columns of a view are those of its tables when it was made.
DROP VIEW signed_in;
CREATE VIEW signed_in AS
SELECT sessions.*, devices.name AS given_name, devices.first_seen_at, devices.confirmed_at, devices.flags
FROM sessions JOIN devices ON devices.id = sessions.public_id;
