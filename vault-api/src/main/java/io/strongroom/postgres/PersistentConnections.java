package io.strongroom.postgres;

import io.strongroom.audit.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.springframework.jdbc.datasource.AbstractDataSource;

/// New connections for the pool. While the database is away, it goes on trying: the pool itself
/// would try ever more seldom, and notice late that the database is back. Whoever asks the pool
/// does not wait longer for that.
final class PersistentConnections extends AbstractDataSource {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ConnectionSource source;

    PersistentConnections(ConnectionSource source) {
        this.source = source;
    }

    @Override
    public Connection getConnection() throws SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return source.open();
            } catch (SQLException e) {
                if (!Failures.passes(e) || System.nanoTime() >= end || !pause()) {
                    throw e;
                }
            }
        }
    }

    @Override
    public Connection getConnection(String username, String password) {
        throw new UnsupportedOperationException("connections of another role");
    }

    /// Nothing to do: every connection is opened with its limits.
    @Override
    public void setLoginTimeout(int seconds) {}

    /// How long a pool that closes waits for a connection that is being opened.
    @Override
    public int getLoginTimeout() {
        return 1;
    }

    /// @return false when the pool is closed meanwhile
    private static boolean pause() {
        try {
            Thread.sleep(PAUSE); // a server that is away tells nobody when it is back
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
