package io.strongroom.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the connection of a chain and makes sure that nobody else writes it: a lock on the node's
/// name, held as long as the session lives. Whoever holds it knows that no earlier session of the
/// node will commit anything any more. Belongs to one thread.
final class ChainSession {
    private static final Logger LOG = LoggerFactory.getLogger(ChainSession.class);

    /// A change waits for another node's locks for a moment only, a session does not sit on locks
    /// when its process is frozen, and the server notices within seconds when its machine is lost.
    private static final String SETTINGS =
            """
            SELECT set_config('strongroom.chain', ?, false),
                set_config('statement_timeout', ?, false),
                set_config('idle_in_transaction_session_timeout', ?, false),
                set_config('lock_timeout', '250ms', false),
                set_config('plan_cache_mode', 'force_generic_plan', false),
                set_config('tcp_keepalives_idle', '5', false),
                set_config('tcp_keepalives_interval', '2', false),
                set_config('tcp_keepalives_count', '3', false),
                set_config('synchronous_commit',
                    CASE current_setting('synchronous_commit')
                        WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false),
                current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on'
                    AS lossless
            """;

    private static final String LOCK =
            """
            SELECT pg_try_advisory_lock(hashtextextended('strongroom.audit/' || ?, 0)),
                pid, backend_start
            FROM pg_stat_activity WHERE pid = pg_backend_pid()
            """;

    private static final String TERMINATE =
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE pid = ? AND backend_start = ?
            """;

    private final ConnectionSource source;
    private final AuditSettings settings;
    private @Nullable Backend last;

    ChainSession(ConnectionSource source, AuditSettings settings) {
        this.source = source;
        this.settings = settings;
    }

    /// A server process; its id alone may be used again.
    private record Backend(int pid, OffsetDateTime started) {}

    /// Opens the connection.
    ///
    /// @return empty while another session holds the node's name; an earlier one of this process is
    ///   told to end
    Optional<ChainStore> open() throws SQLException {
        Connection connection = source.open();
        try {
            connection.setNetworkTimeout(
                    Runnable::run, Math.toIntExact(settings.commitLimit().toMillis()));
            connection.setAutoCommit(true);
            configure(connection);
            if (lock(connection)) {
                return Optional.of(new ChainStore(connection, settings.node()));
            }
            endLast(connection);
        } catch (SQLException | RuntimeException e) {
            connection.abort(Runnable::run);
            throw e;
        }
        connection.close();
        return Optional.empty();
    }

    private void configure(Connection connection) throws SQLException {
        String limit = settings.commitLimit().toMillis() + "ms";
        try (PreparedStatement statement = connection.prepareStatement(SETTINGS)) {
            statement.setString(1, settings.node());
            statement.setString(2, limit);
            statement.setString(3, limit);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                if (last == null && !result.getBoolean("lossless")) {
                    LOG.warn(
                            "PostgreSQL runs with fsync or full_page_writes off: acknowledged records can be lost when its machine fails");
                }
            }
        }
    }

    private boolean lock(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setString(1, settings.node());
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                if (!result.getBoolean(1)) {
                    return false;
                }
                last = new Backend(result.getInt(2), result.getObject(3, OffsetDateTime.class));
                return true;
            }
        }
    }

    private void endLast(Connection connection) throws SQLException {
        if (last == null) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(TERMINATE)) {
            statement.setInt(1, last.pid());
            statement.setObject(2, last.started());
            statement.execute();
        }
    }
}
