package io.strongroom.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What is wrong with the settings is said before anything is made.
final class StartChecks {
    private StartChecks() {}

    /// Reads, connects and listens for a moment; writes nothing.
    ///
    /// @throws DevelopmentStartException with the first setting that cannot work
    static void require(DevelopmentSettings settings) {
        requireFree(settings.home());
        requireFree("STRONGROOM_PORT", settings.port());
        if (settings.managementPort() != 0) {
            requireFree("STRONGROOM_MANAGEMENT_PORT", settings.managementPort());
        }
        requireInstallation(settings);
        requireWritable("STRONGROOM_HOME", settings.home());
        requireWritable("STRONGROOM_INSTALLATION", settings.installation());
        String database = settings.database();
        if (database != null) {
            DevelopmentDatabase.requireReachable(database);
        }
    }

    private static void requireFree(Path home) {
        if (!Installation.isHome(home)) {
            return;
        }
        try {
            Installation.requireFree(home).acquiredBy().close();
        } catch (IOException e) {
            throw notUsable("STRONGROOM_HOME", home, e);
        }
    }

    /// A node beside others joins what the first of them made.
    private static void requireInstallation(DevelopmentSettings settings) {
        Path shared = settings.installation();
        if (shared.equals(settings.home())) {
            return;
        }
        if (!Files.exists(shared.resolve("tls/ca.pem"))) {
            throw new DevelopmentStartException(
                    "there is no installation in STRONGROOM_INSTALLATION="
                            + shared
                            + ": correct the path, or start its first node");
        }
        if (settings.database() == null) {
            DevelopmentDatabase.requireReachable(
                    DevelopmentDatabase.runningUrl(shared.resolve("database")));
        }
    }

    private static void requireWritable(String variable, Path folder) {
        Path existing =
                Stream.iterate(folder, Path::getParent)
                        .filter(Files::exists)
                        .findFirst()
                        .orElseThrow();
        if (!Files.isDirectory(existing)) {
            throw notUsable(variable, folder, new IOException(existing + " is not a folder"));
        }
        if (!Files.isWritable(existing)) {
            throw notUsable(variable, folder, new AccessDeniedException(existing.toString()));
        }
    }

    private static void requireFree(String variable, int port) {
        ListenerPort.problem(variable, port)
                .ifPresent(line -> {
                    throw new DevelopmentStartException(line);
                });
    }

    /// One line for a folder that cannot be used.
    static DevelopmentStartException notUsable(String variable, Path folder, Exception cause) {
        return new DevelopmentStartException(
                "%s=%s cannot be used: %s".formatted(variable, folder, reason(cause)), cause);
    }

    private static String reason(Throwable cause) {
        return switch (cause) {
            case UncheckedIOException e when e.getCause() != null -> reason(e.getCause());
            case AccessDeniedException e -> "permission denied in " + e.getFile();
            case NoSuchFileException e -> e.getFile() + " cannot be made";
            default -> String.valueOf(cause.getMessage());
        };
    }
}
