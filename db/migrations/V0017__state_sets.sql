-- What the sealed rows of each tenant add up to. The rows of a tenant are divided into 16 sets; document holds the sums of a set
-- in canonical bytes, with a counter that each change of the set raises, and mac authenticates it. A change writes the row of its
-- set in its own transaction.
CREATE TABLE state_set (
    tenant_id uuid NOT NULL,
    part smallint NOT NULL CHECK (part BETWEEN 0 AND 15),
    document bytea NOT NULL,
    mac bytea NOT NULL,
    PRIMARY KEY (tenant_id, part)
);
ALTER TABLE state_set ENABLE ROW LEVEL SECURITY;
ALTER TABLE state_set FORCE ROW LEVEL SECURITY;
-- Each node compares the counters of all tenants with those that it has seen.
CREATE POLICY anyone_compares ON state_set FOR SELECT USING (true);
CREATE POLICY tenant_adds ON state_set FOR INSERT
    WITH CHECK (tenant_id = (SELECT current_setting('strongroom.tenant')::uuid));
CREATE POLICY tenant_changes ON state_set FOR UPDATE
    USING (tenant_id = (SELECT current_setting('strongroom.tenant')::uuid));
GRANT SELECT, INSERT, UPDATE ON state_set TO ${app};

-- The findings at the moment. Each is reported once, by the sweep or by the first node that finds it. A fingerprint reveals
-- nothing of its finding.
CREATE TABLE state_finding (
    tenant_id uuid NOT NULL,
    fingerprint text NOT NULL,
    finder text NOT NULL,
    seen timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, fingerprint)
);
ALTER TABLE state_finding ENABLE ROW LEVEL SECURITY;
ALTER TABLE state_finding FORCE ROW LEVEL SECURITY;
CREATE POLICY task_keeps ON state_finding USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON state_finding TO ${app};

-- One row: that the rows which were there before the sets were counted in.
CREATE TABLE state_sweep (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    begun timestamptz NOT NULL,
    mac bytea NOT NULL
);
GRANT SELECT, INSERT ON state_sweep TO ${app};

-- The tenants that have rows. The owner reads them for this function, which tells the service their ids and nothing else.
CREATE POLICY owner_reads ON tenant FOR SELECT TO CURRENT_USER USING (true);
CREATE FUNCTION state_tenants() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = strongroom, pg_temp AS $$
    SELECT tenant_id FROM tenant UNION SELECT tenant_id FROM state_set ORDER BY 1
$$;
REVOKE ALL ON FUNCTION state_tenants FROM PUBLIC;
GRANT EXECUTE ON FUNCTION state_tenants TO ${app};
