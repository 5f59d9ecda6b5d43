package io.strongroom.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// The settings of connections for the readers of the log. Their plans use indexes only, whatever
/// the statistics of a new partition are, and are made for the values of each search, because the
/// times choose the partitions. The estimated cost of a large log would have each compiled, for
/// nothing.
final class AuditReaders {
    private static final String SETTINGS =
            """
            SELECT set_config('plan_cache_mode', 'force_custom_plan', false),
                set_config('enable_seqscan', 'off', false),
                set_config('enable_bitmapscan', 'off', false),
                set_config('jit', 'off', false)
            """;

    private AuditReaders() {}

    static void set(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SETTINGS);
        }
    }
}
