package io.strongroom.postgres;

import io.strongroom.postgres.DatabaseSettings.Owner;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/// The schema of the database and its migrations.
final class Schema {
    private static final String NAME = "strongroom";
    private static final String CURE =
            ": run the command migrate, or give strongroom.database.owner.username and .password";

    /// What the role cannot read, of everything that the migrations grant to it. Partitions need no
    /// grants of their own.
    private static final String LACKING =
            """
            SELECT has_schema_privilege(n.oid, 'USAGE') AS usable,
                (SELECT string_agg(relname, ', ' ORDER BY relname) FROM pg_class
                    WHERE relnamespace = n.oid AND relkind IN ('r', 'p') AND NOT relispartition
                        AND NOT has_table_privilege(oid, 'SELECT')) AS unreadable
            FROM pg_namespace n WHERE nspname = 'strongroom'
            """;

    private Schema() {}

    /// Migrates the schema to this version of the service. A newer schema stays as it is.
    ///
    /// @throws org.flywaydb.core.api.FlywayException if the migration fails
    static Migration migrate(DatabaseSettings settings, Owner owner) {
        Flyway flyway = flyway(settings, owner.username(), owner.password());
        int applied = flyway.migrate().migrationsExecuted;
        return new Migration(applied, version(flyway.info()));
    }

    /// Requires that the schema was migrated to this version of the service or a newer one: nodes
    /// are upgraded one by one.
    ///
    /// @return its version
    /// @throws DatabaseStartException if the schema is older
    /// @throws org.flywaydb.core.api.FlywayException if its migrations are not those of the service
    static String requireCurrent(DatabaseSettings settings) {
        Flyway flyway = flyway(settings, settings.username(), settings.password());
        MigrationInfo[] pending = flyway.info().pending();
        if (pending.length > 0) {
            throw new DatabaseStartException(
                    "the database: its schema is at %s, this version needs %s%s"
                            .formatted(
                                    version(flyway.info()),
                                    plain(pending[pending.length - 1].getVersion()),
                                    CURE),
                    null);
        }
        flyway.validate();
        return version(flyway.info());
    }

    /// Requires that the service's role may read what is there. A dump that was restored before its
    /// roles were created lacks their grants.
    ///
    /// @throws DatabaseStartException if there is no schema, or the role may not read all tables
    static void requireReadable(ConnectionSource source, String role) {
        try (Connection connection = source.open();
                PreparedStatement statement = connection.prepareStatement(LACKING);
                ResultSet result = statement.executeQuery()) {
            if (!result.next()) {
                throw new DatabaseStartException(
                        "the database: it has no schema \"" + NAME + "\"" + CURE, null);
            }
            boolean usable = result.getBoolean("usable");
            String unreadable = result.getString("unreadable");
            if (!usable || unreadable != null) {
                throw new DatabaseStartException(
                        "the database: role %s may not read %s: restore the dump with its grants, after the roles are created"
                                .formatted(role, usable ? unreadable : "schema \"" + NAME + "\""),
                        null);
            }
        } catch (SQLException e) {
            throw new DatabaseStartException("the database: " + e.getMessage(), e);
        }
    }

    private static String version(MigrationInfoService all) {
        MigrationInfo current = all.current();
        return current == null ? "0" : plain(current.getVersion());
    }

    /// Without the zeros that keep the scripts in order; 0 for the entry that made the schema.
    private static String plain(@Nullable MigrationVersion version) {
        return version == null ? "0" : version.getVersion().replaceFirst("^0+(?=\\d)", "");
    }

    private static Flyway flyway(DatabaseSettings settings, String username, String password) {
        return Flyway.configure()
                .dataSource(settings.url(), username, password)
                .locations("classpath:db/migrations")
                .schemas(NAME)
                .defaultSchema(NAME)
                .placeholders(Map.of("app", settings.username()))
                .load();
    }
}
