package io.strongroom.it.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Types commands into new terminals of a folder that looks like the project's. The home directory
/// is empty, and nothing of our environment is there but the paths to programs.
final class Reader {
    private static final List<String> SHELL = List.of("timeout", "120", "sh", "-e", "-c");

    /// The names as a reader has them who followed the page, where the system has them not.
    private static final String NAMES =
            "mount --bind .dev/hosts /etc/hosts && exec sh -e -c \"$0\"";

    private final Path folder;
    private final Path jdk;

    /// @param exitCode of the shell
    /// @param output of both streams, as a terminal shows it
    record Result(int exitCode, String output) {}

    private Reader(Path folder, Path jdk) {
        this.folder = folder;
        this.jdk = jdk;
    }

    /// A reader in front of a running service.
    ///
    /// @param folder an empty one
    /// @param home the service's `STRONGROOM_HOME`
    /// @param jdk the first one on the path
    static Reader at(Path folder, Path home, Path jdk) {
        Path dev = Path.of("..", "dev").toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder.resolve("home"));
            Files.createSymbolicLink(folder.resolve("dev"), dev);
            Files.createSymbolicLink(folder.resolve(".dev"), home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Reader(folder, jdk);
    }

    void keep(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Types a script into a shell that stops at the first command that fails.
    Result run(String script) {
        return start(script);
    }

    /// The same where the system's resolver knows the vault.
    Result runWithNames(String script) {
        boolean known = start("getent hosts contoso-demo.vault.localhost").exitCode() == 0;
        return known ? start(script) : start(NAMES, script);
    }

    /// Whether [#runWithNames] can do so.
    boolean hasNames() {
        return runWithNames("getent hosts contoso-demo.vault.localhost").exitCode() == 0;
    }

    private Result start(String... script) {
        List<String> command = new ArrayList<>();
        if (script.length > 1) {
            command.addAll(List.of("unshare", "--map-root-user", "--mount"));
        }
        command.addAll(SHELL);
        command.addAll(List.of(script));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        prepare(builder.environment());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void prepare(Map<String, String> environment) {
        environment.keySet().retainAll(List.of("PATH", "PYTHONPATH"));
        environment.merge("PATH", jdk.resolve("bin").toString(), (path, own) -> own + ":" + path);
        environment.put("HOME", folder.resolve("home").toString());
    }
}
