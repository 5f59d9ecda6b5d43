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
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// Reads a tenant's log from PostgreSQL. Rows are found by their columns; what is answered comes
/// from their records, after the hash and the columns were compared with it.
final class PostgresAuditLog implements AuditLog {
    private final DataSource database;

    PostgresAuditLog(DataSource database) {
        this.database = database;
    }

    /// {@inheritDoc}
    ///
    /// @throws VaultException also for a limit out of range
    /// @throws VaultException.Integrity when a row is not what was stored
    /// @throws VaultException when the database does not answer
    @Override
    public Page<RecordedEvent> find(TenantId tenant, Query query) {
        if (query.limit() < 1 || query.limit() > Query.MAX_LIMIT) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "The limit must be between 1 and " + Query.MAX_LIMIT + ".");
        }
        List<ChainRecord> rows = read(tenant, AuditSearch.of(tenant, query));
        boolean more = rows.size() > query.limit();
        List<ChainRecord> page = more ? rows.subList(0, query.limit()) : rows;
        return new Page<>(
                page.stream().map(row -> event(tenant, row)).toList(),
                more ? LogPlace.after(page.getLast()).text() : null);
    }

    private List<ChainRecord> read(TenantId tenant, AuditSearch search) {
        // one round trip and one transaction for both, so the setting ends with it
        String sql = "SELECT set_config('strongroom.tenant', ?, true);" + search.sql();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant.toString());
            search.bind(statement, 2);
            statement.execute();
            statement.getMoreResults(); // after the row of set_config
            List<ChainRecord> rows = new ArrayList<>();
            try (ResultSet result = statement.getResultSet()) {
                while (result.next()) {
                    rows.add(AuditRows.read(result));
                }
            }
            return rows;
        } catch (SQLException e) {
            if (SqlStates.isBadValue(e)) {
                throw new VaultException(Problem.BAD_PARAMETER, "A time is out of range.");
            }
            throw new VaultException(
                    Problem.SERVICE_UNAVAILABLE,
                    "The audit log cannot be read at the moment. Try again later.",
                    e);
        }
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
