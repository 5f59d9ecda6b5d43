package io.strongroom.dev;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `reset [--yes]`: deletes the development data.
final class ResetCommand {
    private ResetCommand() {}

    /// Deletes the data once the person has agreed.
    ///
    /// @param console where the person is asked, null if the process has no terminal
    /// @return exit code
    static int run(Path home, List<String> arguments, @Nullable Console console, PrintStream out)
            throws IOException {
        if (!Files.exists(home)) {
            out.println("There is no development data in " + home + ".");
            return 0;
        }
        requireOurs(home);
        if (!arguments.contains("--yes") && !agreed(home, console)) {
            out.println("Nothing was deleted.");
            return 1;
        }
        PrivateFiles.deleteTree(home);
        out.println("Deleted " + home + ".");
        return 0;
    }

    /// Refuses a folder that is not a home, whatever `STRONGROOM_HOME` names, a home that is in
    /// use, and one in which a second node has its home.
    private static void requireOurs(Path home) throws IOException {
        if (!Installation.isHome(home)) {
            throw new DevelopmentStartException(home + " holds no development data of Strongroom");
        }
        try (Stream<Path> homes = Files.find(home, 2, (file, _) -> Installation.isHome(file))) {
            for (Path each : homes.toList()) {
                Installation.requireFree(each).acquiredBy().close();
            }
        }
    }

    private static boolean agreed(Path home, @Nullable Console console) {
        if (console == null) {
            throw new DevelopmentStartException("nobody to ask; type: ./dev reset --yes");
        }
        String answer =
                console.readLine("Delete all keys, vaults, logs and secrets in %s? [y/N] ", home);
        return answer != null && answer.strip().equalsIgnoreCase("y");
    }
}
