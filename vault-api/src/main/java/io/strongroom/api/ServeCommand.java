package io.strongroom.api;

import java.io.PrintStream;
import java.util.List;
import org.springframework.boot.SpringApplication;

/// `serve`: starts the service.
final class ServeCommand {
    private static final String USAGE =
            """
            usage: java @jvm.options -jar strongroom.jar [serve] [--NAME=VALUE …]

            Runs the service until it is stopped by SIGTERM or Ctrl-C. NAME is a setting, such as strongroom.node; a file
            with settings is named by --spring.config.additional-location=file:/etc/strongroom/application.yml
            """;

    private ServeCommand() {}

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (Command.isHelp(arguments)) {
            out.print(USAGE);
            return 0;
        }
        if (Command.isNotUnderstood(arguments, USAGE, err)) {
            return 2;
        }
        try {
            SpringApplication.run(VaultApplication.class, arguments.toArray(String[]::new));
            return Command.RUNNING;
        } catch (RuntimeException reported) {
            return 1; // StartFailureReporter has logged the reason
        }
    }
}
