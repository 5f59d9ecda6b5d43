package io.strongroom.it.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The embedded PostgreSQL of the packaged service, as a process of its own.
final class EmbeddedDatabase implements Database {
    private static final String READY = "ready ";
    private final Path home;
    private final int port;
    private Process process;
    private String url;

    private EmbeddedDatabase(Path home, int port) {
        this.home = home;
        this.port = port;
        this.process = spawn(home, port);
        this.url = awaitReady(process);
    }

    static EmbeddedDatabase launch(Path home) {
        return new EmbeddedDatabase(home, Jar.freePort());
    }

    private static Process spawn(Path home, int port) {
        try {
            Files.createDirectories(home);
            return new ProcessBuilder(
                            Jar.command(
                                    "database",
                                    "--home",
                                    home.toString(),
                                    "--port",
                                    Integer.toString(port)))
                    .redirectError(
                            ProcessBuilder.Redirect.appendTo(home.resolve("database.err").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String awaitReady(Process process) {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(READY)) {
                    return line.substring(READY.length()).strip();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("the embedded database did not start");
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public void stop() {
        process.destroy();
        awaitEnd();
    }

    /// Kills the server with all its children, then the process that held it.
    @Override
    public void kill() {
        List<ProcessHandle> server = server();
        process.destroyForcibly();
        server.forEach(ProcessHandle::destroyForcibly);
        awaitEnd();
        Waiting.until(
                "the end of the database",
                Duration.ofSeconds(10),
                () -> server.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Override
    public void freeze() {
        signal("STOP");
    }

    @Override
    public void thaw() {
        signal("CONT");
    }

    @Override
    public void start() {
        process = spawn(home, port);
        url = awaitReady(process);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            thaw(); // a frozen server would outlive us
            stop();
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void signal(String name) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        server().forEach(p -> command.add(Long.toString(p.pid())));
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The postmaster and its children.
    private List<ProcessHandle> server() {
        try (Stream<Path> files = Files.walk(home, 3)) {
            Path file =
                    files.filter(f -> f.endsWith("postmaster.pid"))
                            .findFirst()
                            .orElseThrow(() -> new IllegalStateException("no postmaster.pid"));
            long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
            return ProcessHandle.of(pid).stream()
                    .flatMap(p -> Stream.concat(Stream.of(p), p.descendants()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
