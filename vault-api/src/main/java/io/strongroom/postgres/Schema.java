package io.strongroom.postgres;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/// The schema of the database and its migrations.
final class Schema {
    private static final String NAME = "strongroom";

    private Schema() {}

    /// Brings the schema to what this version of the service needs, or, without the owner's
    /// credentials, checks that somebody did. A newer schema is accepted: the service may be
    /// upgraded node by node.
    ///
    /// @throws org.flywaydb.core.api.FlywayException when it is not, or cannot be brought there
    static Flyway bringUpToDate(DatabaseSettings settings) {
        DatabaseSettings.Owner owner = settings.owner();
        if (owner == null) {
            Flyway flyway = flyway(settings, settings.username(), settings.password());
            flyway.validate();
            return flyway;
        }
        Flyway flyway = flyway(settings, owner.username(), owner.password());
        flyway.migrate();
        return flyway;
    }

    private static Flyway flyway(DatabaseSettings settings, String username, String password) {
        FluentConfiguration configuration =
                Flyway.configure()
                        .dataSource(settings.url(), username, password)
                        .locations("classpath:db/migrations")
                        .schemas(NAME)
                        .defaultSchema(NAME)
                        .placeholders(Map.of("app", settings.username()));
        return configuration.load();
    }
}
