package io.strongroom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The service as `./dev` built and unpacked it in a checkout, started the way `./dev run` starts
/// it: as a process, so that it may be of any commit.
///
/// @param checkout root of the sources, `target/app` in it holds what was built
record Application(Path checkout) {
    private static final Path JAR = Path.of("target", "app", "strongroom-dev.jar");
    private static final Path OPTIONS = Path.of("vault-api", "jvm.options");

    Application {
        checkout = checkout.toAbsolutePath().normalize();
        if (!Files.exists(checkout.resolve(JAR))) {
            throw new IllegalStateException(
                    checkout.resolve(JAR) + " is not built; type: ./dev bench");
        }
    }

    /// The one of the working tree.
    static Application here() {
        return new Application(Path.of(""));
    }

    /// The one of another commit.
    static Application of(Commit commit) {
        return new Application(Path.of("target", "against", commit.hash()));
    }

    /// The command line of its program.
    ///
    /// @param arguments `run`, or `reset` with its options
    List<String> command(String... arguments) {
        return command(checkout.resolve(JAR), arguments);
    }

    /// The command line of another jar with this application's JVM options.
    private List<String> command(Path jar, String... arguments) {
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /// The command line of the service of the working tree with a part left out.
    ///
    /// @param wiring a name that [Wirings] knows
    static List<String> wired(String wiring) throws IOException {
        return here().command(ownJar(), "serve", wiring);
    }

    /// The command line of the benchmark of the HSM alone.
    static List<String> raw(Path home, long seconds) throws IOException {
        return here().command(ownJar(), "raw", home.toString(), Long.toString(seconds));
    }

    /// The command line of the benchmark of creation by the HSM alone.
    static List<String> rawCreation(Path home, long seconds) throws IOException {
        return here().command(ownJar(), "raw-creation", home.toString(), Long.toString(seconds));
    }

    private List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Files.exists(checkout.resolve(OPTIONS))) {
            command.add("@" + checkout.resolve(OPTIONS));
        }
        String options = System.getenv("STRONGROOM_JAVA_OPTIONS");
        if (options != null && !options.isBlank()) {
            command.addAll(List.of(options.strip().split("\\s+", -1)));
        }
        return command;
    }

    private static Path ownJar() throws IOException {
        try (var files = Files.list(Path.of("bench", "target"))) {
            return files.filter(file -> file.toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("bench is not built"));
        }
    }
}
