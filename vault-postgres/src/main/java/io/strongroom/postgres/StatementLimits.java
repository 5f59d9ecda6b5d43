package io.strongroom.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Ends the statements of a connection on the server before the client's socket times out.
/// Otherwise the server would continue a statement whose caller was refused, and each retry would
/// add another. Limits that are set by the URL, the role or the server are kept.
final class StatementLimits {
    private static final String LIMIT =
            """
            SELECT set_config(name, ?, false) FROM pg_settings WHERE name = ? AND setting = '0'
            """;

    private StatementLimits() {}

    static void set(Connection connection) throws SQLException {
        limit(connection, "statement_timeout", "1500ms");
        checkClient(connection);
    }

    /// A statement also ends soon after its client is gone: with PostgreSQL 14 and newer, unless
    /// its platform cannot check that.
    private static void checkClient(Connection connection) throws SQLException {
        try {
            limit(connection, "client_connection_check_interval", "500ms");
        } catch (SQLException e) {
            if (!SqlStates.isInvalidSetting(e)) {
                throw e;
            }
        }
    }

    private static void limit(Connection connection, String setting, String limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LIMIT)) {
            statement.setString(1, limit);
            statement.setString(2, setting);
            statement.execute();
        }
    }
}
