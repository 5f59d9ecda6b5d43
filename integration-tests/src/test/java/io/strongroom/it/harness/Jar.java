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
    private Jar() {}

    /// Command line that runs it with the JDK that runs us.
    static List<String> command(String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-jar",
                                find().toString()));
        command.addAll(List.of(arguments));
        return command;
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
