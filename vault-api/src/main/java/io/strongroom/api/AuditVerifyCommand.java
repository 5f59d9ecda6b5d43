package io.strongroom.api;

import io.strongroom.audit.Verification;
import io.strongroom.core.VaultException;
import io.strongroom.postgres.DatabaseSettings;
import io.strongroom.postgres.StoredLog;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/// `audit verify`: verifies the chains of all nodes, from their first record to their last.
final class AuditVerifyCommand {
    private static final List<String> NEEDED =
            List.of(
                    "strongroom.database.url",
                    "strongroom.database.username",
                    "strongroom.database.password");
    private static final String USAGE =
            """
            usage: java -jar strongroom.jar audit verify [--NAME=VALUE …]

            Verifies the audit chains of all nodes, from their first record to their last, and prints for each how many records
            are intact and the first place where it is broken. It changes nothing and may run beside the service. Reads the
            settings of the service, of which it needs strongroom.database.url, .username and .password.

            Exit code 0: all chains are intact; 1: one is broken, or the database does not answer; 2: the
            arguments were not understood.
            """;

    private final PrintStream out;
    private final PrintStream err;
    private final List<Verification> chains = new ArrayList<>();

    private AuditVerifyCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// Runs the command.
    ///
    /// @param arguments what follows its name
    /// @return exit code: 0 intact, 1 broken or refused, 2 not understood
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (Command.isHelp(arguments)) {
            out.print(USAGE);
            return 0;
        }
        if (Command.isNotUnderstood(arguments, USAGE, err)) {
            return 2;
        }
        DatabaseSettings settings;
        try (ConfigurableApplicationContext read = SettingsApplication.read(arguments)) {
            List<String> missing = missing(read.getEnvironment());
            if (!missing.isEmpty()) {
                err.println("audit verify: " + RequiredSettings.missing(missing).getMessage());
                return 1;
            }
            settings = read.getBean(DatabaseProperties.class).settings();
        } catch (RuntimeException reported) {
            return 1; // StartFailureReporter has logged the reason
        }
        return new AuditVerifyCommand(out, err).verify(settings);
    }

    private static List<String> missing(Environment environment) {
        return NEEDED.stream().filter(name -> environment.getProperty(name, "").isBlank()).toList();
    }

    private int verify(DatabaseSettings settings) {
        try {
            StoredLog.verify(settings, this::print);
        } catch (VaultException e) {
            err.println("audit verify: " + e.description());
            return 1;
        }
        long broken = chains.stream().filter(chain -> !chain.intact()).count();
        long records = chains.stream().mapToLong(Verification::records).sum();
        out.printf("chains: %d, records: %d, broken chains: %d%n", chains.size(), records, broken);
        return broken == 0 ? 0 : 1;
    }

    private void print(Verification chain) {
        chains.add(chain);
        out.println(chain);
    }
}
