package io.strongroom.localpostgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The PostgreSQL programs, unpacked once from the class path.
final class Binaries {
    static final String VERSION = "18.6";
    static final String MAJOR = "18";

    private Binaries() {}

    /// Unpacks the programs below the directory unless they are there.
    static Path unpack(Path directory) throws IOException {
        Path target = directory.resolve("postgresql-" + VERSION);
        if (Files.exists(target)) {
            return target;
        }
        Path part = Files.createTempDirectory(directory, "postgresql-part");
        try (var tar =
                new TarArchiveInputStream(
                        new XZInputStream(
                                new BufferedInputStream(archive().openStream(), 1 << 16)))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                unpack(tar, entry, part);
            }
        }
        part.toFile().setExecutable(true, false);
        part.toFile().setReadable(true, false);
        try {
            return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException lostRace) {
            deleteTree(part);
            if (Files.exists(target)) {
                return target;
            }
            throw lostRace;
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path part)
            throws IOException {
        Path path = part.resolve(entry.getName()).normalize();
        if (!path.startsWith(part)) {
            throw new IOException("bad entry " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Path parent = path.getParent();
        if (parent == null) {
            throw new IOException("bad entry " + entry.getName());
        }
        Files.createDirectories(parent);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        if (parent.endsWith("bin")) {
            path.toFile().setExecutable(true, false);
        }
    }

    private static URL archive() {
        String os =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")
                        ? "darwin"
                        : "linux";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        String libc =
                os.equals("linux") && Files.exists(Path.of("/etc/alpine-release"))
                        ? "-alpine_linux"
                        : "";
        URL found = Binaries.class.getResource("/postgres-" + os + "-" + processor + libc + ".txz");
        if (found == null) {
            throw new IllegalStateException(
                    "no PostgreSQL binaries for "
                            + os
                            + " "
                            + processor
                            + "; give a database by URL");
        }
        return found;
    }

    static void deleteTree(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
