package io.strongroom.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The packaged development installation.
final class Jar {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /// Unpacked once, as `./dev run` does, because that starts faster.
    private static final Path UNPACKED = unpack(find());

    private Jar() {}

    /// Command line that runs it with the JDK that runs us.
    static List<String> command(String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                JAVA,
                                "-Xmx512m",
                                "-XX:+UseParallelGC",
                                "-XX:+UseCompactObjectHeaders",
                                "-jar",
                                UNPACKED.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Path unpack(Path jar) {
        Path folder = Path.of("target", "application").toAbsolutePath();
        Folders.delete(folder);
        try {
            Process unpacking =
                    new ProcessBuilder(
                                    JAVA,
                                    "-Djarmode=tools",
                                    "-jar",
                                    jar.toString(),
                                    "extract",
                                    "--destination",
                                    folder.toString())
                            .inheritIO()
                            .start();
            if (unpacking.waitFor() != 0) {
                throw new IllegalStateException("cannot unpack " + jar);
            }
            return folder.resolve(jar.getFileName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Path find() {
        String named = System.getProperty("strongroom.jar");
        if (named != null) {
            return Path.of(named).toAbsolutePath();
        }
        return Stream.of("../vault-dev/target", "vault-dev/target")
                .map(Path::of)
                .filter(Files::isDirectory)
                .flatMap(Jar::executables)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "no vault-dev/target/*-exec.jar; build the project first"))
                .toAbsolutePath()
                .normalize();
    }

    private static Stream<Path> executables(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith("-exec.jar")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
