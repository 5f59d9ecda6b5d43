-- Tenants, vaults, keys and their versions, and the log.
--
-- Every row that belongs to a tenant carries its id in every key and foreign key; row-level security is the second wall. The
-- service works as ${app}, which sets strongroom.tenant for each transaction.
--
-- State is stored as sealed documents: `document` holds canonical bytes that begin with the name and the version of their
-- format, `seal` their HMAC by the key of the HSM that `seal_key` numbers, and `generation` repeats the document's. The other
-- columns are those that statements search or order by; they repeat what the document says and are compared with it.

GRANT USAGE ON SCHEMA strongroom TO ${app};
-- A service that may not migrate checks that the schema was migrated.
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
    document bytea NOT NULL,
    seal bytea NOT NULL,
    seal_key integer NOT NULL,
    generation bigint NOT NULL
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
    subscription_id uuid NOT NULL,
    resource_group text NOT NULL, -- in lower case
    deleted boolean NOT NULL,
    document bytea NOT NULL,
    seal bytea NOT NULL,
    seal_key integer NOT NULL,
    generation bigint NOT NULL,
    PRIMARY KEY (tenant_id, vault_id)
);
CREATE INDEX vault_in_name_order
    ON vault (tenant_id, subscription_id, canonical_name) WHERE NOT deleted;
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
    subject uuid NOT NULL UNIQUE,
    current_version uuid NOT NULL,
    document bytea NOT NULL,
    seal bytea NOT NULL,
    seal_key integer NOT NULL,
    generation bigint NOT NULL,
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
    ordinal bigint NOT NULL, -- counts the versions of a key in the order they were made
    document bytea NOT NULL,
    seal bytea NOT NULL,
    seal_key integer NOT NULL,
    generation bigint NOT NULL,
    PRIMARY KEY (tenant_id, vault_id, canonical_name, version),
    FOREIGN KEY (tenant_id, vault_id, canonical_name) REFERENCES key DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX key_version_in_order ON key_version (tenant_id, vault_id, canonical_name, ordinal);
ALTER TABLE key_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE key_version FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON key_version
    USING (tenant_id = (SELECT current_setting('strongroom.tenant')::uuid));
GRANT SELECT, INSERT, UPDATE ON key_version TO ${app};

-- The service's own tasks: which node runs each of them, until when, and when it is due again. Of the service's work, not of a
-- tenant's; nothing that protects a key depends on it.
CREATE TABLE task (
    name text PRIMARY KEY,
    holder text,
    held_until timestamptz,
    last_run timestamptz,
    last_succeeded boolean NOT NULL DEFAULT false,
    next_run timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON task TO ${app};

-- The log: one record per operation, chained per node. record holds the event in its documented binary
-- encoding, previous hash included; hash is SHA-256 over it. The other columns repeat what queries ask
-- for. The service may only insert and select.
CREATE TABLE audit_event (
    node text NOT NULL,
    sequence bigint NOT NULL CHECK (sequence > 0),
    tenant_id uuid NOT NULL,
    time timestamptz NOT NULL,
    operation text NOT NULL,
    vault text,
    collection text,
    object text,
    principal text,
    application text,
    succeeded boolean NOT NULL,
    signature text NOT NULL,
    record bytea NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (node, sequence)
);
CREATE INDEX audit_event_of_tenant_by_time ON audit_event (tenant_id, time, node, sequence);
ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_event FORCE ROW LEVEL SECURITY;
CREATE POLICY anyone_records ON audit_event FOR INSERT WITH CHECK (true);
CREATE POLICY tenant_reads ON audit_event FOR SELECT
    USING (tenant_id = (SELECT nullif(current_setting('strongroom.tenant', true), '')::uuid));
-- A node reads the end of its own chain when it starts, and a verifier reads a whole chain.
CREATE POLICY chain_reads ON audit_event FOR SELECT
    USING (node = (SELECT nullif(current_setting('strongroom.chain', true), '')));
GRANT SELECT, INSERT ON audit_event TO ${app};
-- ANALYZE reads 300 rows for each step of the largest target, 30,000 at the usual 100, whenever the log has grown by a
-- tenth: half a second of CPU beside the signatures. Every query
-- uses one of two indexes regardless of statistics.
ALTER TABLE audit_event
    ALTER COLUMN node SET STATISTICS 10,
    ALTER COLUMN sequence SET STATISTICS 10,
    ALTER COLUMN tenant_id SET STATISTICS 10,
    ALTER COLUMN time SET STATISTICS 10,
    ALTER COLUMN operation SET STATISTICS 10,
    ALTER COLUMN vault SET STATISTICS 10,
    ALTER COLUMN collection SET STATISTICS 10,
    ALTER COLUMN object SET STATISTICS 10,
    ALTER COLUMN principal SET STATISTICS 10,
    ALTER COLUMN application SET STATISTICS 10,
    ALTER COLUMN succeeded SET STATISTICS 10,
    ALTER COLUMN signature SET STATISTICS 10,
    ALTER COLUMN record SET STATISTICS 0,
    ALTER COLUMN hash SET STATISTICS 0;
