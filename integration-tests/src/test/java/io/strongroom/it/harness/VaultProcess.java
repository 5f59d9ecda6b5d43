package io.strongroom.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The packaged service as a process.
public final class VaultProcess implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private final Path home;
    private final int port = Jar.freePort();
    private final int managementPort = Jar.freePort();
    private final Map<String, String> environment;
    private final Node node;
    private Process process;

    private VaultProcess(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = Map.copyOf(environment);
        this.process = launch();
        awaitReady();
        this.node = new Node(Installation.read(envFile()), managementPort);
    }

    /// Starts it and waits until it is ready.
    ///
    /// @param home its `STRONGROOM_HOME`
    /// @param environment more variables
    static VaultProcess start(Path home, Map<String, String> environment) {
        return new VaultProcess(home, environment);
    }

    /// What it is reached by.
    public Node node() {
        return node;
    }

    public long pid() {
        return process.pid();
    }

    /// What it wrote, this start and those before.
    public Path output() {
        return home.resolve("process.out");
    }

    public Path home() {
        return home;
    }

    /// The key with which its token service signs.
    public PrivateKey tokenSigningKey() {
        return IssuerKey.read(home.resolve("token-service/signing-key.jwk"));
    }

    /// Ends it without warning, as `kill -9`.
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /// Ends it in good order.
    public void stop() {
        process.destroy();
        awaitEnd();
    }

    /// Starts it again after [#kill] or [#stop].
    ///
    /// @return how long it took to be ready
    public Duration restart() {
        long begun = System.nanoTime();
        process = launch();
        awaitReady();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Override
    public void close() {
        stop();
        node.close();
    }

    private Process launch() {
        Map<String, String> all = new HashMap<>(environment);
        all.put("STRONGROOM_HOME", home.toString());
        all.put("STRONGROOM_PORT", Integer.toString(port));
        all.put("STRONGROOM_MANAGEMENT_PORT", Integer.toString(managementPort));
        try {
            Files.createDirectories(home);
            Files.deleteIfExists(home.resolve("env"));
            ProcessBuilder builder =
                    new ProcessBuilder(Jar.command("run"))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
            builder.environment().keySet().removeIf(name -> name.startsWith("STRONGROOM_"));
            builder.environment().putAll(all);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        Waiting.until("the env file", TIMEOUT, () -> isAlive() && Files.exists(envFile()));
        try (Raw raw = new Raw(home.resolve("ca.pem"))) {
            String ready = "https://localhost:" + port + "/health/ready";
            Waiting.until("readiness", TIMEOUT, () -> isAlive() && isReady(raw, ready));
        }
    }

    private Path envFile() {
        return home.resolve("env");
    }

    private static boolean isReady(Raw raw, String url) {
        Answer answer = answerOf(raw, url);
        return answer != null && answer.status() == 200;
    }

    private static @Nullable Answer answerOf(Raw raw, String url) {
        try {
            return raw.send("GET", url, null, null);
        } catch (UncheckedIOException notYet) {
            return null;
        }
    }

    private boolean isAlive() {
        if (!process.isAlive()) {
            throw new AssertionError(
                    "the service ended with " + process.exitValue() + "; see " + output());
        }
        return true;
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the service does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
