package io.strongroom.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Runs work on pooled connections.
final class Connections {
    private final DataSource pool;
    private final OutageLog outages;

    Connections(DataSource pool, OutageLog outages) {
        this.pool = pool;
        this.outages = outages;
    }

    /// Work on a connection.
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /// Runs work on a connection of its own.
    ///
    /// @throws io.strongroom.core.VaultException if the database does not answer
    <T> T run(Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            T result = work.on(connection);
            outages.answered();
            return result;
        } catch (SQLException e) {
            if (SqlStates.isTransient(e)) {
                outages.failed(e);
            }
            throw SqlStates.exception(e);
        }
    }
}
