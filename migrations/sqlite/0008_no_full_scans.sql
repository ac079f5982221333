-- Housekeeping finds what is due by an index, and so does what goes with a device: at a million rows a scan took
-- seconds, in which every sign-in waited.

CREATE INDEX sessions_by_idle_end ON sessions (last_active_at + idle_timeout);
CREATE INDEX events_with_address ON events (at) WHERE ip_address IS NOT NULL;
CREATE INDEX places_with_address ON places (last_at) WHERE ip_address IS NOT NULL;
CREATE INDEX mail_links_of_device ON mail_links (device_id) WHERE device_id IS NOT NULL;
