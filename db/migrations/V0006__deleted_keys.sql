-- Keys are deleted, recovered and purged. A key's row stays when the key is purged: its generation goes on, so that nothing of
-- the purged key can be brought back under its name. What a purge removes are the rows of its versions, with all that was kept
-- of their keys.
ALTER TABLE key
    ADD COLUMN presence text NOT NULL DEFAULT 'live' CHECK (presence IN ('live', 'deleted', 'purged')),
    ADD COLUMN scheduled_purge bigint; -- of a deleted key, in seconds since 1970
CREATE INDEX key_live_in_name_order
    ON key (tenant_id, vault_id, canonical_name) WHERE presence = 'live';
CREATE INDEX key_deleted_in_name_order
    ON key (tenant_id, vault_id, canonical_name) WHERE presence = 'deleted';
CREATE INDEX key_by_scheduled_purge ON key (scheduled_purge) WHERE presence = 'deleted';

-- Versions of a key that is not purged cannot be removed.
GRANT DELETE ON key_version TO ${app};
CREATE POLICY only_of_purged_keys ON key_version AS RESTRICTIVE FOR DELETE USING (EXISTS (
    SELECT FROM key k WHERE k.tenant_id = key_version.tenant_id AND k.vault_id = key_version.vault_id
        AND k.canonical_name = key_version.canonical_name AND k.presence = 'purged'));

-- The task that purges looks for keys of any tenant whose time has come.
CREATE POLICY task_finds_due ON key FOR SELECT
    USING (scheduled_purge <= (SELECT nullif(current_setting('strongroom.due', true), '')::bigint));
