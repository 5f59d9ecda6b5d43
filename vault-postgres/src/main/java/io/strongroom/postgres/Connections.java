package io.strongroom.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
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

    /// Runs a query without parameters, as no tenant.
    ///
    /// @throws io.strongroom.core.VaultException if the database does not answer
    <T> List<T> read(String query, RowReader<T> row) {
        return run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(query);
                    ResultSet result = statement.executeQuery()) {
                return RowReader.all(result, row);
            }
        });
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
