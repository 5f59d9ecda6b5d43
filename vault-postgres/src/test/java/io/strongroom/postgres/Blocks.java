package io.strongroom.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// How many blocks of the tables and indexes of keys a read touches.
final class Blocks {
    private static final String TOUCHED =
            """
            SELECT sum(heap_blks_read + heap_blks_hit + idx_blks_read + idx_blks_hit
                + coalesce(toast_blks_read + toast_blks_hit + tidx_blks_read + tidx_blks_hit, 0))
            FROM pg_statio_user_tables WHERE relname IN ('key', 'key_version', 'generation')
            """;

    private Blocks() {}

    static long of(PostgresStore store, Runnable read) {
        long before = touched(store);
        read.run();
        return touched(store) - before;
    }

    /// Connections of the pool report what they read when they are asked to.
    private static long touched(PostgresStore store) {
        store.connections.run(connection -> {
            try (PreparedStatement flush =
                    connection.prepareStatement("SELECT pg_stat_force_next_flush()")) {
                flush.execute();
            }
            return true;
        });
        return number(store, TOUCHED);
    }

    /// What a superuser's query of one number returns.
    static long number(PostgresStore store, String query) {
        try (Connection connection = store.database.asSuperuser();
                PreparedStatement statement = connection.prepareStatement(query);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
