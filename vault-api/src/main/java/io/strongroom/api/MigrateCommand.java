package io.strongroom.api;

import io.strongroom.postgres.DatabaseSettings.Owner;
import io.strongroom.postgres.Migration;
import io.strongroom.postgres.PostgresDatabase;
import java.io.PrintStream;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/// `migrate`: brings the schema of the database to this version, as its owner.
final class MigrateCommand {
    private static final String USAGE =
            """
            usage: java -jar strongroom.jar migrate [--NAME=VALUE …]

            Brings the schema of the database to this version. Reads the settings of the service, of which it needs
            strongroom.database.url, .username, .password, .owner.username and .owner.password. Nodes of the version
            before continue to run on the new schema.
            """;

    private MigrateCommand() {}

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (Command.isHelp(arguments)) {
            out.print(USAGE);
            return 0;
        }
        if (Command.isNotUnderstood(arguments, USAGE, err)) {
            return 2;
        }
        try (ConfigurableApplicationContext settings = SettingsApplication.read(arguments)) {
            return migrate(settings, out, err);
        } catch (RuntimeException reported) {
            return 1; // StartFailureReporter has logged the reason
        }
    }

    private static int migrate(
            ConfigurableApplicationContext settings, PrintStream out, PrintStream err) {
        try {
            DatabaseProperties database = settings.getBean(DatabaseProperties.class);
            Migration done = PostgresDatabase.migrate(database.settings(), owner(database));
            out.printf(
                    "The schema is at %s; migrations applied: %d.%n",
                    done.version(), done.applied());
            return 0;
        } catch (RuntimeException e) {
            err.println("migrate: " + StartFailure.line(e).orElse(e.toString()));
            return 1;
        }
    }

    private static Owner owner(DatabaseProperties database) {
        Owner owner = database.owner();
        if (owner == null) {
            throw RequiredSettings.missing(
                    List.of(
                            "strongroom.database.owner.username",
                            "strongroom.database.owner.password"));
        }
        return owner;
    }
}
