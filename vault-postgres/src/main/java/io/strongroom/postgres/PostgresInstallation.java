package io.strongroom.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;

/// What the database remembers of the installation it belongs to: the canary of its HSM keys, by
/// which a start notices that another HSM is plugged in.
public final class PostgresInstallation {
    private final DataSource pool;

    public PostgresInstallation(DataSource pool) {
        this.pool = pool;
    }

    /// Whether the database answers within a second.
    public boolean answers() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /// The canary, empty before the first start.
    ///
    /// @throws io.strongroom.core.VaultException when the database does not answer
    public Optional<byte[]> canary() {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT canary FROM installation");
                ResultSet result = statement.executeQuery()) {
            return result.next() ? Optional.of(result.getBytes("canary")) : Optional.empty();
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    /// Keeps the first canary for ever.
    ///
    /// @return the canary that is kept: another one when another node was first
    /// @throws io.strongroom.core.VaultException when the database does not answer
    public byte[] keep(byte[] canary, Instant now) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                INSERT INTO installation (canary, created) VALUES (?, ?)
                                ON CONFLICT DO NOTHING
                                """)) {
            statement.setBytes(1, canary);
            statement.setObject(2, now.atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw Failures.of(e);
        }
        return canary().orElseThrow();
    }
}
