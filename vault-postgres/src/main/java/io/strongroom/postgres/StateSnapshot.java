package io.strongroom.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// Sealed rows and sets as they were together at one moment, whatever changes meanwhile: a
/// transaction that only reads, on a connection of its own. Rows arrive a few hundred at a time.
final class StateSnapshot implements AutoCloseable {
    private static final Duration STATEMENT = Duration.ofSeconds(20);
    private static final int FETCHED = 500;

    /// The node that sweeps holds it: a second sweep at the same time would find the same.
    private static final String LOCK =
            """
            SELECT pg_try_advisory_lock(hashtextextended('strongroom.state-sweep', 0)),
                set_config('statement_timeout', ?, false), set_config('jit', 'off', false)
            """;

    private static final String SETS =
            """
            SELECT part, document, mac FROM state_set WHERE tenant_id = ?
            """;

    private static final String UNNAMED =
            """
            SELECT v.vault_id
            FROM vault v
            LEFT JOIN vault_name n ON n.tenant_id = v.tenant_id AND n.vault_id = v.vault_id
                AND n.canonical_name = v.canonical_name
            WHERE v.tenant_id = ? AND n.tenant_id IS NULL
            """;

    private final Connection connection;
    private final boolean only;

    StateSnapshot(ConnectionSource source) throws SQLException {
        connection = source.open();
        try {
            connection.setNetworkTimeout(
                    Runnable::run, Math.toIntExact(STATEMENT.plusSeconds(1).toMillis()));
            only = locked();
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
        } catch (SQLException | RuntimeException e) {
            connection.abort(Runnable::run);
            throw e;
        }
    }

    private boolean locked() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setString(1, STATEMENT.toMillis() + "ms");
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getBoolean(1);
            }
        }
    }

    /// Whether nobody else sweeps.
    boolean isOnly() {
        return only;
    }

    /// Takes a snapshot of a tenant's state.
    void take(UUID tenant) throws SQLException {
        connection.rollback();
        TenantSql.enter(connection, tenant);
    }

    /// Reads all rows of a table.
    <T> void rows(SweptTable<T> table, UUID tenant, Consumer<SealedRow<T>> each)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(table.query())) {
            statement.setFetchSize(FETCHED);
            statement.setObject(1, tenant);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    each.accept(table.table().copy(result));
                }
            }
        }
    }

    /// A row of table `state_set`, of which nothing is verified.
    record StoredSet(int part, byte[] document, byte[] mac) {
        static StoredSet read(ResultSet row) throws SQLException {
            return new StoredSet(row.getInt(1), row.getBytes(2), row.getBytes(3));
        }
    }

    List<StoredSet> sets(UUID tenant) throws SQLException {
        return read(SETS, StoredSet::read, tenant);
    }

    /// Vaults whose name table `vault_name` does not have.
    List<UUID> unnamed(UUID tenant) throws SQLException {
        return read(UNNAMED, row -> row.getObject(1, UUID.class), tenant);
    }

    private <R> List<R> read(String query, RowReader<R> row, UUID tenant) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setObject(1, tenant);
            try (ResultSet result = statement.executeQuery()) {
                return RowReader.all(result, row);
            }
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // the connection is gone, as intended
        }
    }
}
