package io.strongroom.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/// Opens connections of the service's role.
@FunctionalInterface
interface ConnectionSource {

    /// Opens a new connection, or fails within a few seconds.
    Connection open() throws SQLException;

    /// Prepares a new connection for its use.
    @FunctionalInterface
    interface Setup {
        void on(Connection connection) throws SQLException;
    }

    /// Opens connections of this source that are set up.
    default ConnectionSource with(Setup setup) {
        return () -> {
            Connection connection = open();
            try {
                setup.on(connection);
                return connection;
            } catch (SQLException | RuntimeException e) {
                connection.abort(Runnable::run);
                throw e;
            }
        };
    }
}
