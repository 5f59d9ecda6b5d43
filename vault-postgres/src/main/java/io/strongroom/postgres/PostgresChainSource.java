package io.strongroom.postgres;

import io.strongroom.audit.AuditSettings;
import io.strongroom.audit.ChainSource;
import io.strongroom.audit.ChainStore;
import io.strongroom.audit.ChainStoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the connection of a node's chain. An advisory lock on the node's name, held by the
/// session, makes it the only writer: once the lock is acquired, no earlier session of the node
/// commits anything. Should the lock fail, as behind a proxy that shares sessions, the number of
/// the session still does: only the session that was opened last stores records. So a sequence
/// occurs once in a chain, over all partitions.
final class PostgresChainSource implements ChainSource {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresChainSource.class);

    /// A change waits only briefly for the locks of another node. If this process is frozen, the
    /// session does not keep its locks; if its machine is lost, the server notices within seconds.
    /// The end of the chain is read in the order of an index, whatever the statistics of a new
    /// partition are.
    private static final String SETTINGS =
            """
            SELECT set_config('strongroom.chain', ?, false),
                set_config('statement_timeout', ?, false),
                set_config('idle_in_transaction_session_timeout', ?, false),
                set_config('lock_timeout', '250ms', false),
                set_config('plan_cache_mode', 'force_generic_plan', false),
                set_config('enable_bitmapscan', 'off', false),
                set_config('enable_seqscan', 'off', false),
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

    /// Ends the right of every earlier session to store records. The commit waits until a
    /// synchronous standby has it, and with it all that earlier sessions have committed.
    private static final String REGISTER =
            """
            INSERT INTO audit_chain (node, session) VALUES (?, 1)
            ON CONFLICT (node) DO UPDATE SET session = audit_chain.session + 1
            RETURNING session
            """;

    private static final String TERMINATE =
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE pid = ? AND backend_start = ?
            """;

    private static final String REPLICATION = "SELECT " + Replication.COLUMNS;

    private final ConnectionSource source;
    private final ChainObserver observer;
    private @Nullable Backend last;
    private volatile @Nullable Replication replication;

    PostgresChainSource(ConnectionSource source, ChainObserver observer) {
        this.source = source;
        this.observer = observer;
    }

    /// A server process. Process ids are reused, so the id alone does not identify it.
    private record Backend(int pid, OffsetDateTime started) {}

    /// {@inheritDoc}
    ///
    /// If an earlier session of this source holds the name, it is terminated.
    @Override
    public Optional<ChainStore> open(AuditSettings settings) throws ChainStoreException.Lost {
        try {
            Connection connection = source.open();
            try {
                return opened(connection, settings);
            } catch (SQLException | RuntimeException e) {
                connection.abort(Runnable::run);
                throw e;
            }
        } catch (SQLException e) {
            throw lost(e);
        }
    }

    static ChainStoreException.Lost lost(SQLException e) {
        return new ChainStoreException.Lost(String.valueOf(e.getMessage()), e);
    }

    private Optional<ChainStore> opened(Connection connection, AuditSettings settings)
            throws SQLException {
        connection.setNetworkTimeout(
                Runnable::run, Math.toIntExact(settings.commitLimit().toMillis()));
        connection.setAutoCommit(true);
        configure(connection, settings);
        observe(connection);
        if (lock(connection, settings.node())) {
            int probeSeconds = Math.toIntExact(Math.max(1, settings.commitLimit().toSeconds()));
            long session = register(connection, settings.node());
            observer.opened();
            return Optional.of(
                    new PostgresChainStore(
                            connection, settings.node(), session, probeSeconds, observer));
        }
        terminateLast(connection);
        connection.close();
        return Optional.empty();
    }

    private void configure(Connection connection, AuditSettings settings) throws SQLException {
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

    /// Logs a risk at the start and whenever it changes.
    private void observe(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(REPLICATION)) {
            result.next();
            Replication found = Replication.of(result);
            String risk = found.risk();
            if (risk != null && !found.equals(replication)) {
                LOG.warn("a failover of PostgreSQL can lose acknowledged records: {}", risk);
            }
            replication = found;
        }
    }

    @Override
    public boolean isReplicated() {
        Replication found = replication;
        return found != null && found.isSynchronous();
    }

    private boolean lock(Connection connection, String node) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setString(1, node);
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

    private static long register(Connection connection, String node) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REGISTER)) {
            statement.setString(1, node);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                Replication.requireConfirmed(statement.getWarnings());
                return result.getLong(1);
            }
        }
    }

    private void terminateLast(Connection connection) throws SQLException {
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
