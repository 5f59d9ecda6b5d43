-- ANALYZE reads 300 rows for each step of the largest target, 30,000 at the usual 100, whenever the log has grown by a
-- tenth: half a second of CPU beside the signatures. Its queries go by one of two indexes whatever the statistics say.
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
