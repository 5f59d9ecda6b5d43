-- The log in partitions of a month, by the time of the events.
--
-- The service's role has no rights on a partition; it reads and writes through audit_event, whose policies then apply. It
-- cannot create tables either: a function of the owner makes the partitions of this month and of the next three. Records
-- whose month has no partition, because a clock is wrong or nobody has called the function, are in audit_event_other.

ALTER TABLE audit_event RENAME TO audit_event_before;
ALTER TABLE audit_event_before NO FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_event_before RENAME CONSTRAINT audit_event_pkey TO audit_event_before_pkey;
DROP INDEX audit_event_of_tenant_by_time;

CREATE TABLE audit_event (LIKE audit_event_before INCLUDING CONSTRAINTS) PARTITION BY RANGE (time);
-- The few events of one microsecond are sorted when they are read.
CREATE INDEX audit_event_of_tenant_by_time ON audit_event (tenant_id, time);
ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_event FORCE ROW LEVEL SECURITY;
CREATE POLICY anyone_records ON audit_event FOR INSERT WITH CHECK (true);
CREATE POLICY tenant_reads ON audit_event FOR SELECT
    USING (tenant_id = (SELECT nullif(current_setting('strongroom.tenant', true), '')::uuid));
-- A node reads the end of its own chain when it starts, and a verifier reads a whole chain.
CREATE POLICY chain_reads ON audit_event FOR SELECT
    USING (node = (SELECT nullif(current_setting('strongroom.chain', true), '')));
GRANT SELECT, INSERT ON audit_event TO ${app};

-- Attaches a partition. A sequence occurs once in each of them: a primary key of all partitions would have to contain the
-- time. Without a policy, row-level security hides all rows from statements that address the partition itself.
CREATE FUNCTION audit_event_partition(partition text, bounds text) RETURNS void
LANGUAGE plpgsql SET search_path = strongroom, pg_temp AS $$
DECLARE
    searched text;
BEGIN
    EXECUTE format('CREATE TABLE %I (LIKE audit_event INCLUDING CONSTRAINTS, PRIMARY KEY (node, sequence))', partition);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', partition);
    -- ANALYZE reads 300 rows for each step of the largest target, 30,000 at the usual 100, whenever the log has grown by a
    -- tenth: half a second of CPU beside the signatures. No query depends on statistics.
    FOREACH searched IN ARRAY ARRAY['node', 'sequence', 'tenant_id', 'time', 'operation', 'vault', 'collection', 'object',
            'principal', 'application', 'succeeded', 'signature'] LOOP
        EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET STATISTICS 10', partition, searched);
    END LOOP;
    EXECUTE format('ALTER TABLE %I ALTER COLUMN record SET STATISTICS 0, ALTER COLUMN hash SET STATISTICS 0', partition);
    EXECUTE format('ALTER TABLE audit_event ATTACH PARTITION %I %s', partition, bounds);
END
$$;
REVOKE ALL ON FUNCTION audit_event_partition FROM PUBLIC;

-- Makes the partition of a month, unless it exists or audit_event_other already has events of the month.
CREATE FUNCTION audit_event_month(month timestamptz) RETURNS boolean
LANGUAGE plpgsql SET search_path = strongroom, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    partition text := 'audit_event_' || to_char(month, 'YYYY_MM');
BEGIN
    IF to_regclass(partition) IS NOT NULL THEN
        RETURN false;
    END IF;
    PERFORM audit_event_partition(partition, format('FOR VALUES FROM (%L) TO (%L)', month, month + interval '1 month'));
    RETURN true;
EXCEPTION WHEN check_violation THEN
    RETURN false;
END
$$;
REVOKE ALL ON FUNCTION audit_event_month FROM PUBLIC;

-- Makes the partitions that are missing, of this month and of the next three. Returns how many it made. Readers of all
-- partitions hold a lock that attaching needs, so it gives up after a second rather than stop the writers behind it.
CREATE FUNCTION make_audit_partitions() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = strongroom, pg_temp SET timezone = 'UTC' SET lock_timeout = '1s' AS $$
DECLARE
    made integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('strongroom.audit_partitions', 0));
    FOR ahead IN 0..3 LOOP
        IF audit_event_month(date_trunc('month', now()) + ahead * interval '1 month') THEN
            made := made + 1;
        END IF;
    END LOOP;
    RETURN made;
END
$$;
REVOKE ALL ON FUNCTION make_audit_partitions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_audit_partitions TO ${app};

-- The nodes that have a chain. session counts their sessions: only the last one that was opened stores records.
CREATE TABLE audit_chain (
    node text PRIMARY KEY,
    session bigint NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON audit_chain TO ${app};
INSERT INTO audit_chain SELECT DISTINCT node, 0 FROM audit_event_before;

-- The index of the log. No index of audit_event finds the events of a filter: each would cost every record. Instead a task
-- reads the records of each chain behind its writer. A posting holds when the events of a tenant with a term were, within
-- one hour and one reading; AuditTerm says what terms there are, PostingTimes how times are encoded. newest and oldest are
-- the first and last of them. A search reads the events at these times and compares them, so a posting decides nothing.
CREATE TABLE audit_posting (
    tenant_id uuid NOT NULL,
    term bigint NOT NULL,
    newest timestamptz NOT NULL,
    oldest timestamptz NOT NULL,
    times bytea NOT NULL
);
CREATE INDEX audit_posting_of_term ON audit_posting (tenant_id, term, newest);
-- a compressed array of times is hardly smaller
ALTER TABLE audit_posting ALTER COLUMN times SET STORAGE EXTERNAL;
ALTER TABLE audit_posting ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_posting FORCE ROW LEVEL SECURITY;
CREATE POLICY anyone_indexes ON audit_posting FOR INSERT WITH CHECK (true);
CREATE POLICY tenant_reads ON audit_posting FOR SELECT
    USING (tenant_id = (SELECT nullif(current_setting('strongroom.tenant', true), '')::uuid));
GRANT SELECT, INSERT ON audit_posting TO ${app};

-- How far each chain is indexed, and since when.
CREATE TABLE audit_indexed (
    node text PRIMARY KEY,
    sequence bigint NOT NULL,
    changed timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON audit_indexed TO ${app};

-- One row: when only a few records of each chain were not indexed.
CREATE TABLE audit_index (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    complete timestamptz NOT NULL
);
INSERT INTO audit_index (complete) VALUES ('-infinity');
GRANT SELECT, UPDATE ON audit_index TO ${app};

DO $$ BEGIN
    PERFORM audit_event_partition('audit_event_other', 'DEFAULT');
    PERFORM make_audit_partitions();
    PERFORM audit_event_month(month) FROM (
        SELECT DISTINCT date_trunc('month', time, 'UTC') AS month FROM audit_event_before WHERE isfinite(time)) AS months;
END $$;
INSERT INTO audit_event SELECT * FROM audit_event_before;
DROP TABLE audit_event_before;
