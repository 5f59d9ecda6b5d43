package io.strongroom.postgres;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Opens the connections of the pool, and retries while the database is down. HikariCP itself backs
/// off exponentially and would notice late that the database is back. Callers of the pool do not
/// wait longer because of the retries.
final class RetryingDataSource implements DataSource {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ConnectionSource source;
    private final OutageLog outages;

    RetryingDataSource(ConnectionSource source, OutageLog outages) {
        this.source = source;
        this.outages = outages;
    }

    @Override
    public Connection getConnection() throws SQLException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                Connection connection = source.open();
                outages.answered();
                return connection;
            } catch (SQLException e) {
                outages.failed(e);
                if (!SqlStates.isTransient(e) || System.nanoTime() >= end || !pause()) {
                    throw e;
                }
            }
        }
    }

    /// @return false if the pool was closed meanwhile
    private static boolean pause() {
        try {
            Thread.sleep(PAUSE); // a stopped server does not announce its return
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public Connection getConnection(String username, String password) {
        throw new UnsupportedOperationException("connections of another role");
    }

    /// Does nothing: every connection is opened with its own timeouts.
    @Override
    public void setLoginTimeout(int seconds) {}

    /// How long a closing pool waits for a connection that is being opened, in seconds.
    @Override
    public int getLoginTimeout() {
        return 1;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        throw new UnsupportedOperationException("a log writer");
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(Logger.GLOBAL_LOGGER_NAME);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("not a wrapper of " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
