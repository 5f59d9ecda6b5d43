package io.strongroom.postgres;

import io.strongroom.core.VaultException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
        return connections.run(connection -> {
            try (PreparedStatement statement =
                            connection.prepareStatement("SELECT canary FROM installation");
                    ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.of(result.getBytes("canary")) : Optional.empty();
            }
        });
    }

    /// Stores the canary unless there is one; it is never replaced.
    ///
    /// @return the stored canary: that of another node if it was first
    /// @throws VaultException if the database does not answer
    public byte[] keep(byte[] canary, Instant now) {
        connections.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
                statement.setBytes(1, canary);
                statement.setObject(2, now.atOffset(ZoneOffset.UTC));
                return statement.executeUpdate();
            }
        });
        return canary().orElseThrow();
    }
}
