package io.strongroom.api;

import io.strongroom.localpostgres.Database;
import io.strongroom.localpostgres.LocalPostgres;
import io.strongroom.localpostgres.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// Databases as they are after `pg_dump`, `pg_restore`, and the statements of the manual.
///
/// The embedded PostgreSQL has no `pg_dump`. A template leaves out the same: `CREATE DATABASE`
/// copies objects with their owners and grants, but neither the grants on the database nor the
/// settings of roles in it (PostgreSQL 18, CREATE DATABASE, Notes).
final class RestoredDatabases {
    private RestoredDatabases() {}

    /// Restores an unused database into a new one.
    static Database restore(TestDatabase original) throws SQLException {
        LocalPostgres server = TestDatabase.server();
        String url = original.database().url();
        String source = url.substring(url.lastIndexOf('/') + 1);
        String name = source + "_restored";
        try (Connection superuser = DriverManager.getConnection(server.superuserUrl("postgres"));
                Statement statement = superuser.createStatement()) {
            statement.execute(
                    "CREATE DATABASE %s TEMPLATE %s OWNER %s"
                            .formatted(name, source, Database.OWNER));
        }
        return Database.prepare(
                server.superuserUrl("postgres"),
                server.url(name),
                name,
                original.database().ownerPassword(),
                original.database().appPassword());
    }
}
