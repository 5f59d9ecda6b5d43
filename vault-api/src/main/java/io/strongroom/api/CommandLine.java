package io.strongroom.api;

import java.io.PrintStream;
import java.util.List;
import java.util.Set;

/// The commands of the jar. Without a name the service is started.
final class CommandLine {
    private static final Set<String> HELP = Set.of("--help", "-h", "help");
    private static final int NOT_UNDERSTOOD = 2;

    private final List<Command> commands;
    private final Command unnamed;

    /// @param unnamed the command for arguments without a name
    /// @param named the other commands
    CommandLine(Command unnamed, List<Command> named) {
        this.unnamed = unnamed;
        this.commands = named;
    }

    /// Runs the command that the arguments name.
    ///
    /// @return exit code: 0 done, 1 refused, 2 not understood, [Command#RUNNING]
    int run(List<String> arguments, PrintStream out, PrintStream err) {
        String first = arguments.isEmpty() ? "" : arguments.getFirst();
        if (HELP.contains(first)) {
            out.print(usage());
            return 0;
        }
        for (Command command : commands) {
            if (command.isNamedBy(arguments)) {
                List<String> rest = arguments.subList(command.words().size(), arguments.size());
                return command.action().run(rest, out, err);
            }
        }
        if (unnamed.isNamedBy(arguments)) {
            return unnamed.action().run(arguments.subList(1, arguments.size()), out, err);
        }
        if (first.isEmpty() || first.startsWith("-")) {
            return unnamed.action().run(arguments, out, err);
        }
        err.println("There is no command \"" + first + "\".");
        err.print(usage());
        return NOT_UNDERSTOOD;
    }

    private String usage() {
        StringBuilder usage =
                new StringBuilder("usage: java -jar strongroom.jar [COMMAND] [ARGUMENTS]\n\n");
        line(usage, unnamed);
        commands.forEach(command -> line(usage, command));
        return usage.append(
                        "\nEach command has --help. docs/operations.md describes all settings.\n")
                .toString();
    }

    private static void line(StringBuilder usage, Command command) {
        usage.append("  %-14s %s\n".formatted(command.name(), command.summary()));
    }
}
