-- The task that rotates keys leaves those of deleted vaults alone.
CREATE POLICY task_finds_live_vaults ON vault FOR SELECT
    USING (NOT deleted AND (SELECT nullif(current_setting('strongroom.lifetime', true), '')) IS NOT NULL);
