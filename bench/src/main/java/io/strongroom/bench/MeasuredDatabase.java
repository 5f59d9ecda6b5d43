package io.strongroom.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// The PostgreSQL of a service, for what only its superuser may do.
///
/// @param url of the superuser
record MeasuredDatabase(String url) {
    /// Files of its write-ahead log, 16 MiB each: as many as a checkpoint keeps at a `max_wal_size`
    /// of 4 GB.
    private static final int LOG_FILES = 120;

    /// Brings the write-ahead log to where it is after some time at work: its files are there and
    /// are used again. A new server makes them one by one, and every request waits 40 ms for each.
    void fillLog() throws SQLException {
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < LOG_FILES; i++) {
            // a file in which nothing is written is not left
            statements.add("SELECT pg_logical_emit_message(false, 'bench', '')");
            statements.add("SELECT pg_switch_wal()");
        }
        statements.add("CHECKPOINT");
        execute(statements);
    }

    /// Does what would be done some time after a load, so that the next load does not bear it.
    void settle() throws SQLException {
        execute(List.of("VACUUM (ANALYZE)", "CHECKPOINT"));
    }

    private void execute(List<String> statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
