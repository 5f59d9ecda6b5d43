package io.strongroom.postgres;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an SQL error means (PostgreSQL 18, appendix A).
final class SqlStates {
    /// The database does not answer, or cannot at the moment.
    private static final List<String> TRANSIENT =
            List.of(
                    "08", // connection exception
                    "40", // transaction rollback: a concurrent transaction
                    "53", // insufficient resources
                    "55P03", // lock_not_available
                    "57", // operator intervention: canceled, shutting down, starting
                    "58", // system error
                    "25006"); // read_only_sql_transaction: a standby

    private static final Set<String> CONFLICTS =
            Set.of(
                    "40001", // serialization_failure
                    "40P01", // deadlock_detected
                    "55P03", // lock_not_available: lock_timeout
                    "23505"); // unique_violation

    /// The state of a statement that makes itself fail because rows that it wrote were not kept:
    /// invalid_text_representation, which no other statement can have.
    static final String SWALLOWED = "22P02";

    /// feature_not_supported: the table has a rule.
    private static final String HAS_RULE = "0A000";

    private static final String DATA_EXCEPTION = "22";
    private static final String INVALID_PARAMETER_VALUE = "22023";

    private SqlStates() {}

    /// The exception for an error: unavailable if the database cannot answer, a bug otherwise. It
    /// does not repeat the message of the database, which may contain values.
    static RuntimeException exception(SQLException failure) {
        if (isTransient(failure)) {
            return new VaultException(
                    Problem.SERVICE_UNAVAILABLE, "the database does not answer", failure);
        }
        return new IllegalStateException(
                "the database refused a statement: " + failure.getSQLState(), failure);
    }

    /// Whether the same statement may succeed later.
    static boolean isTransient(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof SQLTransientConnectionException
                || (state != null && TRANSIENT.stream().anyMatch(state::startsWith));
    }

    /// Whether another transaction changed the same rows first.
    static boolean isConflict(Throwable failure) {
        String state = state(failure);
        return state != null && CONFLICTS.contains(state);
    }

    /// Whether rows that are written are not kept, because of a trigger or a rule.
    static boolean isSwallowed(SQLException failure) {
        String state = failure.getSQLState();
        return SWALLOWED.equals(state) || HAS_RULE.equals(state);
    }

    /// Whether PostgreSQL can never store a value of the statement.
    static boolean isUnstorable(SQLException failure) {
        String state = state(failure);
        return state != null && state.startsWith(DATA_EXCEPTION);
    }

    /// Whether the server rejected the value of a setting.
    static boolean isInvalidSetting(SQLException failure) {
        return INVALID_PARAMETER_VALUE.equals(failure.getSQLState());
    }

    /// The last SQL error among the causes.
    static SQLException root(SQLException failure) {
        SQLException root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            root = cause instanceof SQLException e ? e : root;
        }
        return root;
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
