-- What stands before and after records in their chains, of whichever tenant: hashes and nothing else. Two look-ups in the index
-- for each record.
CREATE FUNCTION audit_neighbours(nodes text[], sequences bigint[])
RETURNS TABLE (node text, sequence bigint, before bigint, before_hash bytea, before_record_hash bytea,
    after bigint, after_previous bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = strongroom, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off AS $$
    SELECT r.node, r.sequence, b.sequence, b.hash, b.record_hash, a.sequence, a.previous
    FROM unnest(nodes, sequences) AS r (node, sequence)
    LEFT JOIN LATERAL (
        SELECT e.sequence, e.hash, sha256(e.record) AS record_hash FROM audit_event e
        WHERE e.node = r.node AND e.sequence < r.sequence ORDER BY e.sequence DESC LIMIT 1) AS b ON true
    LEFT JOIN LATERAL (
        -- docs/audit-format.md: the hash of the record before is behind the format, the node and the sequence
        SELECT e.sequence, substring(e.record FROM 14 + octet_length(e.node) FOR 32) AS previous FROM audit_event e
        WHERE e.node = r.node AND e.sequence > r.sequence ORDER BY e.sequence LIMIT 1) AS a ON true
$$;
REVOKE ALL ON FUNCTION audit_neighbours FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_neighbours TO ${app};
