package io.strongroom.api;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Refuses a start whose log file cannot be written, in one line. The logging system would print
/// stack traces, and the service would run without the file.
final class LogFile {
    private static final String NAME = "logging.file.name";
    private static final String UNWRITABLE = "unwritable log file";

    private LogFile() {}

    /// Finds out before the logging system opens the file. If it cannot be written, the refusal is
    /// said on the console alone.
    static final class Check
            implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
        @Override
        public int getOrder() {
            return LoggingApplicationListener.DEFAULT_ORDER - 1;
        }

        @Override
        public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
            ConfigurableEnvironment environment = event.getEnvironment();
            String name = environment.getProperty(NAME, "");
            String problem = name.isBlank() ? null : problem(Path.of(name));
            if (problem != null) {
                environment
                        .getPropertySources()
                        .addFirst(
                                new MapPropertySource(
                                        UNWRITABLE, Map.of(NAME, "", UNWRITABLE, problem)));
            }
        }
    }

    /// Refuses once there is a log.
    static final class Refusal
            implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
        @Override
        public int getOrder() {
            return LoggingApplicationListener.DEFAULT_ORDER + 1;
        }

        @Override
        public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
            String problem = event.getEnvironment().getProperty(UNWRITABLE);
            if (problem != null) {
                throw new StartException(problem, null);
            }
        }
    }

    /// Why a file cannot be written; null if it can.
    private static @Nullable String problem(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
            return null;
        } catch (IOException e) {
            return "the log file %s cannot be written: %s".formatted(file, reason(e));
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        if (failure instanceof FileSystemException e) {
            String reason = e.getReason();
            return e.getFile() + ": " + (reason == null ? e.getClass().getSimpleName() : reason);
        }
        return String.valueOf(failure.getMessage());
    }
}
