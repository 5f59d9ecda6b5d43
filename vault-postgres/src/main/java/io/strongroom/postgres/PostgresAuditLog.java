package io.strongroom.postgres;

import io.strongroom.audit.ChainRecord;
import io.strongroom.audit.ChainVerifier;
import io.strongroom.audit.RecordEncoding;
import io.strongroom.core.Page;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.AuditLog;
import io.strongroom.core.audit.BrokenRecord;
import io.strongroom.core.audit.LogEntry;
import io.strongroom.core.identity.TenantId;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a tenant's log. Rows are found by their columns; the events come from their records, after
/// the hash and the columns were compared with the record, and the record with its neighbours in
/// the chain.
final class PostgresAuditLog implements AuditLog {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresAuditLog.class);

    private final TenantSql sql;
    private final ChainNeighbours neighbours;

    PostgresAuditLog(TenantSql sql) {
        this.sql = sql;
        this.neighbours = new ChainNeighbours(sql);
    }

    /// {@inheritDoc}
    ///
    /// @throws VaultException also if the limit is out of range or the database does not answer
    @Override
    public Page<LogEntry> find(TenantId tenant, Query query) {
        if (query.limit() < 1 || query.limit() > Query.MAX_LIMIT) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "The limit must be between 1 and " + Query.MAX_LIMIT + ".");
        }
        AuditPages.Found found = new AuditPages(sql, tenant, AuditSearch.of(query)).find();
        ChainNeighbours.Fits fits = neighbours.of(tenant, found.rows());
        Page<LogEntry> page =
                new Page<>(
                        found.rows().stream().map(row -> entry(tenant, row, fits)).toList(),
                        found.next() == null ? null : Cursor.encode(found.next().toString()));
        report(page);
        return page;
    }

    private static LogEntry entry(TenantId tenant, ChainRecord row, ChainNeighbours.Fits fits) {
        Optional<String> flaw = ChainVerifier.flawAlone(row).or(() -> fits.flaw(row));
        if (flaw.isPresent()) {
            return new BrokenRecord(
                    tenant, row.columns().time(), row.node(), row.sequence(), flaw.get());
        }
        return RecordEncoding.decode(row.record());
    }

    /// One line for a page, however many of its rows were edited.
    private static void report(Page<LogEntry> page) {
        List<BrokenRecord> broken =
                page.items().stream()
                        .filter(BrokenRecord.class::isInstance)
                        .map(BrokenRecord.class::cast)
                        .toList();
        if (!broken.isEmpty()) {
            BrokenRecord first = broken.getFirst();
            LOG.error(
                    "stored data failed its integrity check: {} of {} records of the audit log, among them {} of node \"{}\": {}",
                    broken.size(),
                    page.items().size(),
                    first.sequence(),
                    first.node(),
                    first.reason());
        }
    }
}
