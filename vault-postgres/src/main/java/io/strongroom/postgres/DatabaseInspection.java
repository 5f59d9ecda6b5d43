package io.strongroom.postgres;

import io.strongroom.core.VaultException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;

/// What a start requires of the database, one by one. It changes nothing. Each method opens a
/// connection of its own.
public final class DatabaseInspection {
    private static final String NAME = "strongroom check";
    private final DatabaseSettings settings;
    private final ConnectionSource source;

    public DatabaseInspection(DatabaseSettings settings) {
        this.settings = settings;
        this.source = settings.connections(NAME);
    }

    /// Requires that the service's role can log in, at a server that is not too old.
    ///
    /// @return version of the server
    /// @throws DatabaseStartException if it cannot
    public String server() {
        return Server.require(source);
    }

    /// Requires that the owner can log in.
    ///
    /// @throws DatabaseStartException if it cannot
    public void requireOwner(DatabaseSettings.Owner owner) {
        Server.require(settings.as(owner).connections(NAME));
    }

    /// Requires that the service's role may read what is there.
    ///
    /// @throws DatabaseStartException if there is no schema, or the role may not read all tables
    public void requireReadable() {
        Schema.requireReadable(source, settings.username());
    }

    /// Requires that the schema is not older than this version of the service.
    ///
    /// @return version of the schema
    /// @throws DatabaseStartException if it is older
    /// @throws org.flywaydb.core.api.FlywayException if its migrations are not those of the service
    public String schema() {
        return Schema.requireCurrent(settings);
    }

    /// Requires that row-level security applies to the service's role, and that it cannot change
    /// the log.
    ///
    /// @throws RoleException if the role is too privileged
    public void requireUnprivileged() {
        on(connection -> {
            Role.requireUnprivileged(connection);
            return true;
        });
    }

    /// How the server replicates.
    public Replication replication() {
        return on(
                connection -> single(connection, "SELECT " + Replication.COLUMNS, Replication::of));
    }

    /// How far a clock is ahead of the database's, accurate to half a round trip.
    public Duration ahead(Clock clock) {
        return on(connection -> {
            Instant before = clock.instant();
            Instant database =
                    single(connection, "SELECT clock_timestamp()", DatabaseInspection::time);
            Duration roundTrip = Duration.between(before, clock.instant());
            return Duration.between(database, before.plus(roundTrip.dividedBy(2)));
        });
    }

    /// The canary of the installation; empty before the first start.
    ///
    /// @throws VaultException.Integrity if it was removed
    public Optional<byte[]> canary() {
        return on(connection -> {
            Optional<byte[]> canary = PostgresInstallation.canary(connection);
            if (canary.isEmpty()) {
                PostgresInstallation.requireNew(connection);
            }
            return canary;
        });
    }

    private static Instant time(ResultSet row) throws SQLException {
        return Objects.requireNonNull(row.getObject(1, OffsetDateTime.class)).toInstant();
    }

    private <T> T on(Connections.Work<T> work) {
        try (Connection connection = source.open()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new DatabaseStartException("the database: " + e.getMessage(), e);
        }
    }

    private static <T> T single(Connection connection, String query, RowReader<T> row)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet result = statement.executeQuery()) {
            return RowReader.all(result, row).getFirst();
        }
    }
}
