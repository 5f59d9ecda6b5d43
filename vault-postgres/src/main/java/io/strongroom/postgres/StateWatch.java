package io.strongroom.postgres;

import io.strongroom.core.identity.TenantId;
import io.strongroom.postgres.StateSet.Part;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Looks whether sets went back, by what this node remembers of them. Each node does so: rows,
/// their generations and their set that were put back together agree with each other, and only a
/// node that has seen the newer set can tell.
public final class StateWatch {
    /// The name of the work.
    public static final String NAME = "state-watch";

    static final String PUT_BACK = "a stored set of rows was put back";

    private static final String ALL =
            """
            SELECT tenant_id, part, document, mac FROM state_set
            """;

    private final Connections connections;
    private final StateSets sets;
    private final SeenSets seen;
    private final StateFindings findings;

    /// @param node name of this node
    /// @param alarm records a finding in the log of its tenant, or throws
    StateWatch(
            Connections connections,
            StateSets sets,
            SeenSets seen,
            String node,
            Consumer<StateFinding> alarm) {
        this.connections = connections;
        this.sets = sets;
        this.seen = seen;
        this.findings = new StateFindings(connections, sets, NAME + " " + node, alarm);
    }

    /// Looks once. What is missing or was edited is the sweep's affair, unless nobody has seen that
    /// there was anything.
    public void run() {
        Map<Part, Long> before = seen.all();
        Map<Part, Long> now = new HashMap<>();
        sets.key();
        connections
                .read(ALL, this::intact)
                .forEach(read -> read.ifPresent(set -> now.put(set.part(), set.counter())));
        StateFindings.Round round = findings.begin();
        before.forEach((part, counter) -> {
            if (now.getOrDefault(part, 0L) < counter) {
                round.add(
                        StateFinding.of(
                                new TenantId(part.tenant()),
                                PUT_BACK,
                                SweepExplanation.details(part),
                                ""));
            }
        });
        now.forEach(seen::saw);
        round.end();
    }

    private Optional<StateSet> intact(ResultSet row) throws SQLException {
        return sets.intact(row.getBytes("document"), row.getBytes("mac"));
    }
}
