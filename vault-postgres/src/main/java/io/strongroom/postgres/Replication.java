package io.strongroom.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;

/// How the server replicates the commits of a session.
///
/// @param commit `synchronous_commit` of the session
/// @param waits whether `synchronous_standby_names` names a standby
/// @param replicas number of replicas that are connected
public record Replication(String commit, boolean waits, int replicas) {
    /// The columns that [#of] reads.
    static final String COLUMNS =
            """
            current_setting('synchronous_commit') AS commit,
            current_setting('synchronous_standby_names') <> '' AS waits,
            (SELECT count(*) FROM pg_stat_replication) AS replicas
            """;

    static Replication of(ResultSet row) throws SQLException {
        return new Replication(
                row.getString("commit"), row.getBoolean("waits"), row.getInt("replicas"));
    }

    /// Whether a commit returns only once a standby has flushed it.
    boolean isSynchronous() {
        return waits && !commit.equals("local") && !commit.equals("remote_write");
    }

    /// Why a failover to a replica can lose acknowledged records; null if there is no replica, or
    /// commits wait for one.
    public @Nullable String risk() {
        if (isSynchronous() || (replicas == 0 && !waits)) {
            return null;
        }
        return waits
                ? "synchronous_commit is \"%s\": set it to \"on\"".formatted(commit)
                : "synchronous_standby_names is empty: name the replicas that commits wait for";
    }

    /// What is found, in a few words.
    public String description() {
        if (replicas == 0 && !waits) {
            return "no replica";
        }
        return "replicas connected: %d, a commit %s"
                .formatted(replicas, isSynchronous() ? "waits for one" : "does not wait for one");
    }

    /// Requires that a commit was confirmed. If the wait for a standby is cancelled, PostgreSQL
    /// reports a success with a warning.
    ///
    /// @param warning of the statement that committed; null without a warning
    /// @throws SQLException `08007` (transaction resolution unknown) if there is a warning
    static void requireConfirmed(@Nullable SQLWarning warning) throws SQLException {
        if (warning != null) {
            throw new SQLException(
                    "the commit was not confirmed: " + warning.getMessage(), "08007", warning);
        }
    }
}
