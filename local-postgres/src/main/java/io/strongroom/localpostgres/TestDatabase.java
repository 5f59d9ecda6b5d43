package io.strongroom.localpostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/// Migrated databases for tests: one server for each JVM, a new database for each call. The server
/// ends with the JVM.
public final class TestDatabase {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Database database;
    private final String name;

    private TestDatabase(Database database, String name) {
        this.database = database;
        this.name = name;
    }

    /// Makes a database and brings it to the newest schema.
    ///
    /// @param migrations the folder `db/migrations`
    public static TestDatabase create(Path migrations) {
        LocalPostgres server = Server.INSTANCE;
        String name = "test_" + COUNT.incrementAndGet();
        Database database =
                Database.prepare(
                        server.superuserUrl("postgres"), server.url(name), name, "owner", "app");
        migrate(database, migrations);
        return new TestDatabase(database, name);
    }

    /// Brings a database to the newest schema.
    ///
    /// @param migrations the folder `db/migrations`
    public static void migrate(Database database, Path migrations) {
        Flyway.configure()
                .dataSource(database.url(), Database.OWNER, database.ownerPassword())
                .schemas("strongroom")
                .defaultSchema("strongroom")
                .placeholders(Map.of("app", Database.APP))
                .locations("filesystem:" + migrations.toAbsolutePath())
                .load()
                .migrate();
    }

    public Database database() {
        return database;
    }

    /// A connection of the role that the service works as.
    public Connection asApp() throws SQLException {
        Connection connection =
                DriverManager.getConnection(database.url(), Database.APP, database.appPassword());
        connection.setSchema("strongroom");
        return connection;
    }

    /// A connection of the superuser, to do what a database's administrator could do.
    public Connection asSuperuser() throws SQLException {
        Connection connection = DriverManager.getConnection(Server.INSTANCE.superuserUrl(name));
        connection.setSchema("strongroom");
        return connection;
    }

    /// The server, to stop it under a test's feet.
    public static LocalPostgres server() {
        return Server.INSTANCE;
    }

    private static final class Server {
        static final LocalPostgres INSTANCE = start();

        private static LocalPostgres start() {
            try {
                Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
                return LocalPostgres.start(
                        Files.createTempDirectory(target, "postgres"),
                        target.resolve("programs"),
                        0,
                        Map.of("max_connections", "200"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
