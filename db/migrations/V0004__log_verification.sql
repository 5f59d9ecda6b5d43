-- The owner reads the whole log, for the functions below: they tell the service which chains there are and whether records fit
-- to their neighbours, and nothing else of other tenants' records.
CREATE POLICY owner_reads ON audit_event FOR SELECT TO CURRENT_USER USING (true);

-- The nodes that have a chain, one look-up for each.
CREATE FUNCTION audit_nodes() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = strongroom, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off AS $$
    WITH RECURSIVE found (node) AS (
        (SELECT node FROM audit_event ORDER BY node, sequence LIMIT 1)
        UNION ALL
        SELECT (SELECT e.node FROM audit_event e WHERE e.node > found.node ORDER BY e.node, e.sequence LIMIT 1)
        FROM found WHERE found.node IS NOT NULL)
    SELECT node FROM found WHERE node IS NOT NULL
$$;
REVOKE ALL ON FUNCTION audit_nodes FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_nodes TO ${app};

-- How far the chains were verified. sequence and hash are of the newest record that was verified, again and again_hash of the
-- last one of the pass that verifies the chain again from its start.
CREATE TABLE audit_verification (
    node text PRIMARY KEY,
    sequence bigint NOT NULL,
    hash bytea NOT NULL,
    again bigint NOT NULL,
    again_hash bytea NOT NULL,
    again_since timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON audit_verification TO ${app};
