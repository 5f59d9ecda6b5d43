package io.strongroom.api;

import io.strongroom.audit.AuditStartException;
import io.strongroom.core.VaultException;
import io.strongroom.pkcs11.session.HsmStartException;
import io.strongroom.postgres.DatabaseStartException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServerException;

/// The one line that an exception at a start means for the operator.
final class StartFailure {
    private StartFailure() {}

    /// The line of an exception or of the first of its causes that has one; empty for something
    /// unexpected.
    static Optional<String> line(Throwable failure) {
        return chain(failure).stream()
                .map(StartFailure::own)
                .filter(line -> !line.isEmpty())
                .findFirst();
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = failure; t != null && !chain.contains(t); t = t.getCause()) {
            chain.add(t);
        }
        return chain;
    }

    /// The line for an exception; empty if a cause has a better one.
    private static String own(Throwable failure) {
        return switch (failure) {
            case StartException e -> text(e);
            case HsmStartException e -> text(e);
            case AuditStartException e -> text(e);
            case DatabaseStartException e -> text(e);
            case PortInUseException e -> "port " + e.getPort() + " is in use by another process";
            case WebServerException e -> listener(e);
            case BindException e -> named(e.getName().toString(), text(deepest(e)));
            case ConfigDataException e -> "the configuration: " + text(e);
            case FlywayException e -> isDatabase(e.getCause()) ? "" : "the database: " + text(e);
            case SQLException e -> "the database: " + text(e);
            case VaultException e -> text(e);
            case IllegalArgumentException e -> isSetting(e) ? "a setting is wrong: " + text(e) : "";
            default -> "";
        };
    }

    /// The system's reason why a port cannot be listened on; empty if it is something else.
    private static String listener(WebServerException failure) {
        return chain(failure).stream()
                .filter(java.net.BindException.class::isInstance)
                .map(e -> "the listener cannot be opened: " + text(e))
                .findFirst()
                .orElse("");
    }

    /// A message with the name of its setting, unless the message names one already.
    private static String named(String setting, String message) {
        return message.contains("strongroom.") ? message : setting + ": " + message;
    }

    /// Whether it was thrown by code that reads settings, and not by a bug elsewhere.
    private static boolean isSetting(IllegalArgumentException failure) {
        StackTraceElement[] stack = failure.getStackTrace();
        if (stack.length == 0) {
            return false;
        }
        String thrower = stack[0].getClassName();
        return thrower.startsWith("io.strongroom.")
                && (thrower.contains("Settings") || thrower.endsWith("IssuerKeys"));
    }

    private static boolean isDatabase(@Nullable Throwable cause) {
        return cause != null && chain(cause).stream().anyMatch(SQLException.class::isInstance);
    }

    private static Throwable deepest(Throwable failure) {
        return chain(failure).getLast();
    }

    /// The first paragraph of the message, in one line.
    private static String text(Throwable failure) {
        String message = failure.getMessage();
        String all = message == null ? failure.getClass().getSimpleName() : message.strip();
        return all.split("\\R\\s*\\R", 2)[0].replaceAll("\\s+", " ");
    }
}
