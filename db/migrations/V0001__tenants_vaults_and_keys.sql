-- Tenants, vaults, keys and their versions. Every row that belongs to a tenant carries its id in every
-- key and foreign key; row-level security is the second wall. The service works as ${app}, which sets
-- strongroom.tenant for each transaction. Every row of state carries a generation and a seal (HMAC in
-- the HSM over the row's canonical bytes).

GRANT USAGE ON SCHEMA strongroom TO ${app};
-- A service that may not migrate checks that somebody did.
GRANT SELECT ON flyway_schema_history TO ${app};

-- One row: what this installation's keys are, to notice when another HSM is plugged in.
CREATE TABLE installation (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    canary bytea NOT NULL,
    created timestamptz NOT NULL
);
GRANT SELECT, INSERT ON installation TO ${app};

-- The current generation of every tenant, vault, key and key version. The statement that stores audit
-- records compares what operations relied on with this table, so it is the revocation check.
CREATE TABLE generation (
    subject uuid PRIMARY KEY,
    tenant_id uuid NOT NULL,
    generation bigint NOT NULL CHECK (generation > 0)
);
ALTER TABLE generation ENABLE ROW LEVEL SECURITY;
ALTER TABLE generation FORCE ROW LEVEL SECURITY;
CREATE POLICY anyone_compares ON generation FOR SELECT USING (true);
CREATE POLICY tenant_adds ON generation FOR INSERT
    WITH CHECK (tenant_id = (SELECT current_setting('strongroom.tenant')::uuid));
CREATE POLICY tenant_changes ON generation FOR UPDATE
    USING (tenant_id = (SELECT current_setting('strongroom.tenant')::uuid));
GRANT SELECT, INSERT, UPDATE ON generation TO ${app};

CREATE TABLE tenant (
    tenant_id uuid PRIMARY KEY,
    name text NOT NULL,
    wrapped_key bytea NOT NULL,
    root_version integer NOT NULL,
    subscriptions json NOT NULL,
    owners json NOT NULL,
    officers json NOT NULL,
    generation bigint NOT NULL,
    seal bytea NOT NULL
);
ALTER TABLE tenant ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON tenant
    USING (tenant_id = (SELECT current_setting('strongroom.tenant')::uuid));
GRANT SELECT, INSERT, UPDATE ON tenant TO ${app};

CREATE TABLE vault (
    tenant_id uuid NOT NULL REFERENCES tenant,
    vault_id uuid NOT NULL,
    canonical_name text NOT NULL COLLATE "C",
    name text NOT NULL,
    subscription_id uuid NOT NULL,
    resource_group text NOT NULL,
    location text NOT NULL,
    settings json NOT NULL,
    created timestamptz NOT NULL,
    created_by text NOT NULL,
    updated timestamptz NOT NULL,
    updated_by text NOT NULL,
    deleted timestamptz,
    generation bigint NOT NULL,
    seal bytea NOT NULL,
    PRIMARY KEY (tenant_id, vault_id)
);
CREATE INDEX vault_in_name_order
    ON vault (tenant_id, subscription_id, canonical_name) WHERE deleted IS NULL;
ALTER TABLE vault ENABLE ROW LEVEL SECURITY;
ALTER TABLE vault FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON vault
    USING (tenant_id = (SELECT current_setting('strongroom.tenant')::uuid));
GRANT SELECT, INSERT, UPDATE ON vault TO ${app};

-- Vault names are host names: unique over all tenants. This is the only table of tenants' things that
-- is read without knowing the tenant; what it says is believed only when the vault's sealed row agrees.
CREATE TABLE vault_name (
    canonical_name text COLLATE "C" PRIMARY KEY,
    tenant_id uuid NOT NULL,
    vault_id uuid NOT NULL,
    FOREIGN KEY (tenant_id, vault_id) REFERENCES vault DEFERRABLE INITIALLY DEFERRED
);
ALTER TABLE vault_name ENABLE ROW LEVEL SECURITY;
ALTER TABLE vault_name FORCE ROW LEVEL SECURITY;
CREATE POLICY anyone_resolves ON vault_name FOR SELECT USING (true);
CREATE POLICY tenant_takes ON vault_name FOR INSERT
    WITH CHECK (tenant_id = (SELECT current_setting('strongroom.tenant')::uuid));
GRANT SELECT, INSERT ON vault_name TO ${app};

CREATE TABLE key (
    tenant_id uuid NOT NULL,
    vault_id uuid NOT NULL,
    canonical_name text NOT NULL COLLATE "C",
    name text NOT NULL,
    subject uuid NOT NULL UNIQUE,
    current_version uuid NOT NULL,
    generation bigint NOT NULL,
    seal bytea NOT NULL,
    PRIMARY KEY (tenant_id, vault_id, canonical_name),
    FOREIGN KEY (tenant_id, vault_id) REFERENCES vault
);
ALTER TABLE key ENABLE ROW LEVEL SECURITY;
ALTER TABLE key FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON key
    USING (tenant_id = (SELECT current_setting('strongroom.tenant')::uuid));
GRANT SELECT, INSERT, UPDATE ON key TO ${app};

CREATE TABLE key_version (
    tenant_id uuid NOT NULL,
    vault_id uuid NOT NULL,
    canonical_name text NOT NULL COLLATE "C",
    version uuid NOT NULL,
    -- Counts the versions of a key. It tells those apart that were made in one second, nothing else.
    ordinal bigint NOT NULL,
    name text NOT NULL,
    spec text NOT NULL,
    protection text NOT NULL,
    purposes json NOT NULL,
    public_key bytea NOT NULL,
    blob bytea NOT NULL,
    root_version integer NOT NULL,
    operations json NOT NULL,
    tags json NOT NULL,
    enabled boolean NOT NULL,
    not_before timestamptz,
    expires timestamptz,
    created timestamptz NOT NULL,
    updated timestamptz NOT NULL,
    generation bigint NOT NULL,
    seal bytea NOT NULL,
    PRIMARY KEY (tenant_id, vault_id, canonical_name, version),
    FOREIGN KEY (tenant_id, vault_id, canonical_name) REFERENCES key DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX key_version_in_order
    ON key_version (tenant_id, vault_id, canonical_name, created, ordinal);
ALTER TABLE key_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE key_version FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON key_version
    USING (tenant_id = (SELECT current_setting('strongroom.tenant')::uuid));
GRANT SELECT, INSERT, UPDATE ON key_version TO ${app};
