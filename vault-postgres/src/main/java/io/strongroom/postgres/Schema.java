package io.strongroom.postgres;

import java.util.Map;
import org.flywaydb.core.Flyway;

/// The schema of the database and its migrations.
final class Schema {
    private static final String NAME = "strongroom";

    private Schema() {}

    /// Migrates the schema to this version of the service or, without the owner's credentials,
    /// validates that it was migrated. Accepts a newer schema: nodes are upgraded one by one.
    ///
    /// @throws org.flywaydb.core.api.FlywayException if the schema is older, or the migration fails
    static void bringUpToDate(DatabaseSettings settings) {
        DatabaseSettings.Owner owner = settings.owner();
        if (owner == null) {
            flyway(settings, settings.username(), settings.password()).validate();
        } else {
            flyway(settings, owner.username(), owner.password()).migrate();
        }
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
