package io.strongroom.api;

import io.strongroom.postgres.DatabaseInspection;
import io.strongroom.postgres.DatabaseSettings;
import io.strongroom.postgres.Replication;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The database's part of `check`.
final class DatabaseCheck {
    /// Times in tokens may be wrong by as much.
    static final Duration MOST = Duration.ofMinutes(1);

    private static final byte[] NONE = {};

    private final DatabaseSettings settings;
    private final DatabaseInspection database;
    private final Clock clock;
    private final Findings findings;

    DatabaseCheck(DatabaseSettings settings, Clock clock, Findings findings) {
        this.settings = settings;
        this.database = new DatabaseInspection(settings);
        this.clock = clock;
        this.findings = findings;
    }

    /// Prints a line for each check.
    ///
    /// @return the canary, empty before the first start; null if it could not be read
    byte @Nullable [] run() {
        boolean reached =
                findings.check(
                        "database",
                        () ->
                                "PostgreSQL %s, role %s"
                                        .formatted(database.server(), settings.username()));
        owner();
        if (!reached) {
            findings.skipped("schema, role, replication, clock", "the database was not reached");
            return null;
        }
        findings.check("clock", this::clock);
        replication();
        if (!findings.check("grants", this::grants)) {
            findings.skipped("schema, role", "nothing can be read");
            return null;
        }
        findings.check("schema", () -> "version " + database.schema());
        findings.check("role", this::role);
        return findings.checked("installation", this::canary);
    }

    private void owner() {
        DatabaseSettings.Owner owner = settings.owner();
        if (owner == null) {
            findings.skipped("database owner", "not in the settings: a start will not migrate");
            return;
        }
        findings.check(
                "database owner",
                () -> {
                    database.requireOwner(owner);
                    return "role " + owner;
                });
    }

    private String clock() {
        return difference(database.ahead(clock));
    }

    /// @param ahead how far the clock of this host is ahead of the database's
    static String difference(Duration ahead) {
        String difference =
                "%d ms %s the database's"
                        .formatted(
                                ahead.abs().toMillis(), ahead.isNegative() ? "behind" : "ahead of");
        if (ahead.abs().compareTo(MOST) > 0) {
            throw new StartException(difference + ": one of the two clocks is wrong", null);
        }
        return difference;
    }

    private void replication() {
        Replication found =
                findings.checked(
                        "replication",
                        () -> {
                            Replication replication = database.replication();
                            return new Findings.Passed<>(replication, replication.description());
                        });
        if (found != null && found.risk() != null) {
            findings.warning(
                    "replication",
                    "a failover of PostgreSQL can lose acknowledged records: " + found.risk());
        }
    }

    private String grants() {
        database.requireReadable();
        return "role %s may read all tables".formatted(settings.username());
    }

    private String role() {
        database.requireUnprivileged();
        return "no superuser, no owner, bound to row-level security";
    }

    private Findings.Passed<byte[]> canary() {
        return database.canary()
                .map(canary -> new Findings.Passed<>(canary, "it has been started before"))
                .orElseGet(() -> new Findings.Passed<>(NONE, "new: the first start makes it"));
    }
}
