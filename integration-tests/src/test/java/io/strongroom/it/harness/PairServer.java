package io.strongroom.it.harness;

import io.strongroom.localpostgres.LocalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One server of a [Pair].
record PairServer(Path home, LocalPostgres postgres) {
    static final String DATABASE = "strongroom";

    /// A standby needs no slot, and looks for its primary twice a second.
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "wal_keep_size", "256MB",
                    "max_wal_size", "4GB",
                    "wal_retrieve_retry_interval", "500ms");

    static PairServer create(Path home, Path programs) {
        return new PairServer(home, LocalPostgres.start(home, programs, 0, SETTINGS));
    }

    PairServer standby(Path folder, int port) {
        return new PairServer(folder, postgres.standby(folder, port, SETTINGS));
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(postgres.superuserUrl(database));
    }

    void run(String sql) {
        run(DATABASE, sql);
    }

    void run(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /// The first column.
    List<String> list(String query) {
        try (Connection connection = connect(DATABASE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /// Tries to promote; a server that starts its processes again refuses.
    boolean isPromoted() {
        try (Connection connection = connect(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT CASE WHEN pg_is_in_recovery() THEN pg_promote(true, 60) END");
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    /// Ends all processes at once, as the loss of its machine does.
    void kill() {
        signal(
                "KILL",
                ProcessHandle.of(postgres.pid()).stream()
                        .flatMap(p -> Stream.concat(Stream.of(p), p.descendants()))
                        .map(p -> Long.toString(p.pid()))
                        .toList());
    }

    /// Gives the folder up. Without its files nothing is left to be stopped.
    void remove() {
        Folders.delete(home);
        postgres.close();
    }

    static void signal(String name, List<String> pids) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        command.addAll(pids);
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
