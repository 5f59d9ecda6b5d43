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
