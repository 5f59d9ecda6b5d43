package io.strongroom.postgres;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an error of PostgreSQL means (PostgreSQL 18, appendix A).
final class SqlStates {
    private static final Set<String> CONFLICTS =
            Set.of(
                    "40001", // serialization_failure
                    "40P01", // deadlock_detected
                    "55P03", // lock_not_available: lock_timeout
                    "23505"); // unique_violation

    private SqlStates() {}

    /// Whether somebody else's change came first.
    static boolean isConflict(Throwable failure) {
        String state = state(failure);
        return state != null && CONFLICTS.contains(state);
    }

    /// Whether PostgreSQL cannot hold a value of the statement, so that the same statement would
    /// fail always (class 22, data exception).
    static boolean isBadValue(Throwable failure) {
        String state = state(failure);
        return state != null && state.startsWith("22");
    }

    /// State of the first SQL error among the causes.
    private static @Nullable String state(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e) {
                return e.getSQLState();
            }
        }
        return null;
    }
}
