package io.strongroom.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The PostgreSQL server, and what the service's role finds there.
final class Server {
    /// The oldest that PostgreSQL's developers maintain.
    static final int OLDEST = 15;

    /// The one that the service is tested with.
    static final int TESTED = 18;

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private static final String FACTS =
            """
            SELECT split_part(current_setting('server_version'), ' ', 1) AS server,
                (SELECT ltrim(version, '0') FROM flyway_schema_history
                    WHERE success AND version IS NOT NULL
                    ORDER BY installed_rank DESC LIMIT 1) AS schema,
                clock_timestamp() AS time
            """;

    private Server() {}

    /// Requires that the role can log in, at a server that is not too old.
    ///
    /// @return the server's version
    /// @throws DatabaseStartException if it cannot
    static String require(ConnectionSource source) {
        try (Connection connection = source.open()) {
            String version = connection.getMetaData().getDatabaseProductVersion();
            requireSupported(connection.getMetaData().getDatabaseMajorVersion(), version);
            return version;
        } catch (SQLException e) {
            throw new DatabaseStartException("the database: " + e.getMessage(), e);
        }
    }

    /// @param major number of the release
    /// @param version all of it
    static void requireSupported(int major, String version) {
        if (major < OLDEST) {
            throw new DatabaseStartException(
                    "the database: PostgreSQL %s is too old: %d or newer is needed, %d is tested"
                            .formatted(version, OLDEST, TESTED),
                    null);
        }
        if (major < TESTED) {
            LOG.warn(
                    "PostgreSQL {} is supported but not tested: this version is tested with {}",
                    version,
                    TESTED);
        }
    }

    static DatabaseFacts facts(Connections connections) {
        return connections.read(FACTS, Server::read).getFirst();
    }

    private static DatabaseFacts read(ResultSet row) throws SQLException {
        return new DatabaseFacts(
                Objects.requireNonNull(row.getString("server")),
                String.valueOf(row.getString("schema")),
                Objects.requireNonNull(row.getObject("time", OffsetDateTime.class)).toInstant());
    }
}
