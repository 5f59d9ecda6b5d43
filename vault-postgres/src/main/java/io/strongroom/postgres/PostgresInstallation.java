package io.strongroom.postgres;

import io.strongroom.core.VaultException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/// The installation that the database belongs to. It stores the canary of the HSM's keys, by which
/// a start detects another HSM.
public final class PostgresInstallation {
    private static final String INSERT =
            """
            INSERT INTO installation (canary, created) VALUES (?, ?)
            ON CONFLICT DO NOTHING
            """;

    /// Whether there is anything but the installation itself.
    private static final String OF_ANOTHER =
            """
            SELECT NOT EXISTS (SELECT FROM installation)
                AND (EXISTS (SELECT FROM generation) OR EXISTS (SELECT FROM vault_name))
            """;

    private final Connections connections;

    PostgresInstallation(Connections connections) {
        this.connections = connections;
    }

    /// Whether the database answers within a second.
    public boolean answers() {
        try {
            return connections.run(connection -> connection.isValid(1));
        } catch (RuntimeException _) { // for whatever reason, it does not answer
            return false;
        }
    }

    /// The canary, empty before the first start.
    ///
    /// @throws VaultException if the database does not answer
    public Optional<byte[]> canary() {
        return connections.run(PostgresInstallation::canary);
    }

    static Optional<byte[]> canary(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT canary FROM installation");
                ResultSet result = statement.executeQuery()) {
            return result.next() ? Optional.of(result.getBytes("canary")) : Optional.empty();
        }
    }

    /// Stores the canary unless there is one; it is never replaced.
    ///
    /// @return the stored canary: that of another node if it was first
    /// @throws VaultException if the database does not answer
    /// @throws VaultException.Integrity if the database is not empty: its canary was removed
    public byte[] keep(byte[] canary, Instant now) {
        connections.run(connection -> {
            requireNew(connection);
            return true;
        });
        connections.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
                statement.setBytes(1, canary);
                statement.setObject(2, now.atOffset(ZoneOffset.UTC));
                return statement.executeUpdate();
            }
        });
        return canary().orElseThrow(() ->
                new VaultException.Integrity(
                        "the database did not keep the row of table installation: a trigger or a rule removes it"));
    }

    /// Requires that a database without a canary has nothing else either.
    ///
    /// @throws VaultException.Integrity if its canary was removed
    static void requireNew(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OF_ANOTHER);
                ResultSet result = statement.executeQuery()) {
            if (result.next() && result.getBoolean(1)) {
                throw new VaultException.Integrity(
                        "table installation is empty, but the database has tenants: restore its row from a backup of this database");
            }
        }
    }
}
