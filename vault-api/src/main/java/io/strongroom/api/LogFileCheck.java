package io.strongroom.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.logging.LogFile;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/// Refuses a start whose log file cannot be written, before the logging system opens it and fails
/// with a stack trace. Spring instantiates this class by its name.
final class LogFileCheck
        implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        LogFile file = LogFile.get(event.getEnvironment());
        if (file != null) {
            requireWritable(Path.of(file.toString()).toAbsolutePath());
        }
    }

    /// Opens a log file, as the logging system will; makes its folder if it is not there.
    ///
    /// @throws StartException if that fails
    static void requireWritable(Path file) {
        try {
            Files.createDirectories(file.resolveSibling(""));
            try (OutputStream log =
                    Files.newOutputStream(
                            file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                log.flush();
            }
        } catch (IOException e) {
            throw new StartException(
                    "the log file %s cannot be written: %s".formatted(file, reason(e)), e);
        }
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException e -> "permission denied for " + e.getFile();
            case FileAlreadyExistsException e -> e.getFile() + " is not a folder";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }

    @Override
    public int getOrder() {
        return LoggingApplicationListener.DEFAULT_ORDER - 1;
    }
}
