-- When the service has something to do with a live key by itself: to rotate it, or to tell that its current version is about to
-- expire or has expired.
ALTER TABLE key ADD COLUMN due bigint; -- in seconds since 1970; null for never
CREATE INDEX key_by_due ON key (due) WHERE presence = 'live';

-- The task that does it looks for keys of any tenant whose time has come.
CREATE POLICY task_finds_due_lifetimes ON key FOR SELECT
    USING (due <= (SELECT nullif(current_setting('strongroom.lifetime', true), '')::bigint));
