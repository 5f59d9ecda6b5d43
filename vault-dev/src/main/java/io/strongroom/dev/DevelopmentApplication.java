package io.strongroom.dev;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;

/// The development installation as a program: `run` (the default), `database` or `reset`.
public final class DevelopmentApplication {
    private static final String USAGE =
            """
            usage: run                             the service with all that it needs (the default)
                   database --home DIR --port N    only the embedded PostgreSQL
                   reset [--yes]                   deletes the development data\
            """;

    private DevelopmentApplication() {}

    public static void main(String[] arguments) throws IOException {
        int exitCode = run(List.of(arguments), System.out, System.err);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /// Runs the service with further configurations, as benchmarks need it.
    public static void run(Class<?>... configurations) {
        Service.run(settings(), List.of(), Clock.systemUTC(), System.out, configurations);
    }

    private static int run(List<String> arguments, PrintStream out, PrintStream err)
            throws IOException {
        String command = arguments.isEmpty() ? "run" : arguments.getFirst();
        List<String> rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
        try {
            return switch (command) {
                case "run" -> Service.run(settings(), rest, Clock.systemUTC(), out);
                case "database" -> DatabaseCommand.run(rest, System.in, out);
                case "reset" -> ResetCommand.run(settings().home(), rest, System.console(), out);
                default -> {
                    err.println(USAGE);
                    yield 2;
                }
            };
        } catch (DevelopmentStartException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private static DevelopmentSettings settings() {
        return DevelopmentSettings.of(System.getenv());
    }
}
