package io.strongroom.postgres;

import io.strongroom.audit.ChainRecord;
import io.strongroom.audit.ChainVerifier;
import io.strongroom.audit.RecordEncoding;
import io.strongroom.core.Page;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.AuditLog;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.identity.TenantId;
import java.util.List;

/// Reads a tenant's log. Rows are found by their columns; the events come from their records, after
/// the hash and the columns were compared with the record.
final class PostgresAuditLog implements AuditLog {
    private final TenantSql sql;

    PostgresAuditLog(TenantSql sql) {
        this.sql = sql;
    }

    /// {@inheritDoc}
    ///
    /// @throws VaultException also if the limit is out of range, a row is not what was stored, or
    ///   the database does not answer
    @Override
    public Page<RecordedEvent> find(TenantId tenant, Query query) {
        if (query.limit() < 1 || query.limit() > Query.MAX_LIMIT) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "The limit must be between 1 and " + Query.MAX_LIMIT + ".");
        }
        AuditSearch search = AuditSearch.of(tenant, query);
        List<ChainRecord> rows =
                sql.read(tenant, search.sql(), AuditRows::read, search.arguments());
        return Cursor.page(
                rows, query.limit(), row -> event(tenant, row), row -> LogPlace.of(row).toString());
    }

    private static RecordedEvent event(TenantId tenant, ChainRecord row) {
        ChainVerifier.flawAlone(row)
                .ifPresent(flaw -> {
                    throw new VaultException.Integrity(
                            "The record %d of node '%s' in the audit log is not what was stored: %s."
                                    .formatted(row.sequence(), row.node(), flaw));
                });
        RecordedEvent recorded = RecordEncoding.decode(row.record());
        if (!recorded.event().target().tenant().equals(tenant)) {
            throw new VaultException.Integrity("The audit log gave a record of another tenant.");
        }
        return recorded;
    }
}
