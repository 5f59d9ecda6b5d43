package io.strongroom.api;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/// A command of the jar.
///
/// @param name one or two words
/// @param summary one line for the usage
record Command(String name, String summary, Action action) {
    /// The exit code of a command that has started the service: the process continues.
    static final int RUNNING = -1;

    /// What a command does.
    @FunctionalInterface
    interface Action {
        /// Runs the command.
        ///
        /// @param arguments what follows the name
        /// @return exit code: 0 done, 1 refused, 2 invalid arguments
        int run(List<String> arguments, PrintStream out, PrintStream err);
    }

    /// The words of its name.
    List<String> words() {
        return List.of(name.split(" "));
    }

    /// Whether the arguments begin with its name.
    boolean isNamedBy(List<String> arguments) {
        int length = words().size();
        return arguments.size() >= length && arguments.subList(0, length).equals(words());
    }

    /// Refuses arguments that are not settings.
    ///
    /// @return whether there is one; then it was said, with the usage of the command
    static boolean isNotUnderstood(List<String> arguments, String usage, PrintStream err) {
        Optional<String> unknown =
                arguments.stream().filter(word -> !word.startsWith("--")).findFirst();
        unknown.ifPresent(word -> {
            err.println("\"%s\" is not understood.".formatted(word));
            err.print(usage);
        });
        return unknown.isPresent();
    }

    /// Whether the arguments of a command are the question how to use it.
    static boolean isHelp(List<String> arguments) {
        return arguments.contains("--help") || arguments.contains("-h");
    }
}
