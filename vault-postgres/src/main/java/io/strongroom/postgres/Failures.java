package io.strongroom.postgres;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;

/// Tells a store that does not answer from a bug of ours.
final class Failures {
    /// Connection lost; resources short; aborted for a concurrent transaction; lock not available;
    /// canceled, shutting down or starting; a fault of the server's system; a standby.
    private static final List<String> PASSING =
            List.of("08", "53", "40", "55P03", "57", "58", "25006");

    private Failures() {}

    /// What to throw. No message of the database is passed on: it may hold values.
    static RuntimeException of(SQLException failure) {
        if (passes(failure)) {
            return new VaultException(
                    Problem.SERVICE_UNAVAILABLE, "the database does not answer", failure);
        }
        return new IllegalStateException(
                "the database refused a statement: " + failure.getSQLState(), failure);
    }

    /// Whether it may work later without anybody changing anything here.
    static boolean passes(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof SQLTransientConnectionException
                || (state != null && PASSING.stream().anyMatch(state::startsWith));
    }
}
