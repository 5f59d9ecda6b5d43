package io.strongroom.postgres;

import io.strongroom.audit.Threads;
import io.strongroom.localpostgres.Database;
import io.strongroom.localpostgres.LocalPostgres;
import io.strongroom.localpostgres.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A migrated database on a primary and a standby of its own.
record ReplicatedDatabase(LocalPostgres primary, LocalPostgres standby, Database database)
        implements AutoCloseable {
    private static final String NAME = "pair";

    static ReplicatedDatabase start() throws IOException {
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        Path home = Files.createTempDirectory(target, "pair");
        LocalPostgres primary =
                LocalPostgres.start(
                        home.resolve("primary"),
                        target.resolve("programs"),
                        0,
                        Map.of("wal_keep_size", "256MB"));
        Database database =
                Database.prepare(
                        primary.superuserUrl("postgres"), primary.url(NAME), NAME, "owner", "app");
        TestDatabase.migrate(database, Path.of("..", "db", "migrations"));
        return new ReplicatedDatabase(
                primary, primary.standby(home.resolve("standby"), 0, Map.of()), database);
    }

    /// Connections to whichever of the two is the primary.
    ConnectionSource connections() {
        String url =
                "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/%s?targetServerType=primary"
                        .formatted(primary.port(), standby.port(), NAME);
        return new DatabaseSettings(url, Database.APP, database.appPassword(), null, 2)
                .connections("strongroom audit");
    }

    /// Settings of a node that asks the standby first whether it is the primary, each time anew.
    DatabaseSettings standbyFirst() {
        String url =
                "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/%s?targetServerType=primary&hostRecheckSeconds=0"
                        .formatted(standby.port(), primary.port(), NAME);
        return new DatabaseSettings(url, Database.APP, database.appPassword(), null, 2);
    }

    /// Has commits wait for the standby from now on.
    void replicateSynchronously() throws SQLException {
        execute(primary, "ALTER SYSTEM SET synchronous_standby_names = 'standby'");
        execute(primary, "SELECT pg_reload_conf()");
        Threads.until(() -> isSynchronous());
    }

    private boolean isSynchronous() {
        try (Connection connection = asSuperuser(primary);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'")) {
            return rows.next();
        } catch (SQLException e) {
            return false;
        }
    }

    /// Ends the stream to the standby, which cannot begin again.
    void cutStandbyOff() throws SQLException {
        execute(standby, "ALTER SYSTEM SET primary_conninfo = 'host=127.0.0.1 port=1'");
        execute(standby, "SELECT pg_reload_conf()");
    }

    /// Ends the server processes of the primary whose commits wait for the standby. Their commits
    /// are visible on the primary then, and on no other server.
    void endWaitingCommits() throws SQLException {
        execute(
                primary,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
    }

    void promote() throws SQLException {
        execute(standby, "SELECT pg_promote(true, 60)");
    }

    Connection asApp() throws SQLException {
        Connection connection =
                DriverManager.getConnection(
                        standby.url(NAME), Database.APP, database.appPassword());
        connection.setSchema("strongroom");
        return connection;
    }

    /// The records on the standby.
    List<byte[]> records() throws SQLException {
        List<byte[]> records = new ArrayList<>();
        try (Connection connection = asSuperuser(standby);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT record FROM strongroom.audit_event")) {
            while (rows.next()) {
                records.add(rows.getBytes(1));
            }
        }
        return records;
    }

    private static void execute(LocalPostgres server, String sql) throws SQLException {
        try (Connection connection = asSuperuser(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection asSuperuser(LocalPostgres server) throws SQLException {
        return DriverManager.getConnection(server.superuserUrl(NAME));
    }

    @Override
    public void close() {
        standby.close();
        primary.close();
    }
}
