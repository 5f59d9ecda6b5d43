package io.strongroom.postgres;

import io.strongroom.core.identity.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Runs statements on the rows of one tenant.
///
/// A read is one round trip: the driver sends the setting of the tenant and the query together, and
/// the server runs both as one transaction. The setting is local to it, so it is gone when the
/// connection returns to the pool.
final class TenantSql {
    private static final String AS_TENANT = "SELECT set_config('strongroom.tenant', ?, true);\n";

    private final Connections connections;

    TenantSql(Connections connections) {
        this.connections = connections;
    }

    /// Runs a query as the tenant.
    ///
    /// @param arguments null only for parameters of type text
    <T> List<T> read(
            TenantId tenant, String query, RowReader<T> row, @Nullable Object... arguments) {
        @Nullable Object[] all = new @Nullable Object[arguments.length + 1];
        all[0] = tenant.toString();
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return readAs(AS_TENANT, query, row, all);
    }

    /// Runs a query as the tenant that a first statement finds and sets.
    ///
    /// @param setting a statement that returns one row and sets `strongroom.tenant` for the
    ///   transaction, ending in a semicolon
    /// @param arguments of both statements, null only where they take a text
    <T> List<T> readAs(
            String setting, String query, RowReader<T> row, @Nullable Object... arguments) {
        return connections.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(setting + query)) {
                bindTyped(statement, arguments);
                return rows(statement, row);
            }
        });
    }

    /// Prepares a query that runs as the tenant of its first parameter, a text, for [#rows]. The
    /// setting holds to the end of the transaction.
    static PreparedStatement prepare(Connection connection, String query) throws SQLException {
        return connection.prepareStatement(AS_TENANT + query);
    }

    /// Executes a setting and its query.
    static <T> List<T> rows(PreparedStatement statement, RowReader<T> row) throws SQLException {
        statement.execute();
        statement.getMoreResults(); // after the row of set_config
        try (ResultSet result = statement.getResultSet()) {
            return RowReader.all(result, row);
        }
    }

    /// Sets the tenant for the rest of a transaction.
    static void enter(Connection connection, UUID tenant) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(AS_TENANT)) {
            statement.setString(1, tenant.toString());
            statement.execute();
        }
    }

    /// Runs statements that write one row each, together, in a transaction whose tenant is set.
    ///
    /// @return index of the first that did not write its row, -1 if each did
    static int write(Connection connection, String statements, @Nullable Object... arguments) {
        try (PreparedStatement statement = connection.prepareStatement(statements)) {
            bind(statement, arguments);
            statement.execute();
            int first = -1;
            int index = 0;
            for (int rows = statement.getUpdateCount();
                    rows >= 0;
                    rows = statement.getUpdateCount()) {
                first = first < 0 && rows != 1 ? index : first;
                index++;
                statement.getMoreResults();
            }
            return first;
        } catch (SQLException e) {
            throw SqlStates.exception(e);
        }
    }

    /// Whether a query returns a row, in a transaction whose tenant is set.
    static boolean exists(Connection connection, String query, @Nullable Object... arguments) {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            bind(statement, arguments);
            try (ResultSet result = statement.executeQuery()) {
                return result.next();
            }
        } catch (SQLException e) {
            throw SqlStates.exception(e);
        }
    }

    /// The driver would describe a query that has a parameter without a type, and would send the
    /// described query on its own, in a transaction without a tenant.
    private static void bindTyped(PreparedStatement statement, @Nullable Object... arguments)
            throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] == null) {
                statement.setNull(i + 1, Types.VARCHAR);
            } else {
                statement.setObject(i + 1, arguments[i]);
            }
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... arguments)
            throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
    }
}
