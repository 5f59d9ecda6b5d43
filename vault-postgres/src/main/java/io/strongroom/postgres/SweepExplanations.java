package io.strongroom.postgres;

import io.strongroom.core.state.Sealer;
import io.strongroom.postgres.StateSet.Part;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;

/// Explains the differences of a tenant's parts. It reads the tenant's rows a second time, in the
/// same snapshot and at the same rate.
final class SweepExplanations {
    private final StateSnapshot snapshot;
    private final SweepPace pace;
    private final UUID tenant;
    private final Map<Part, SweepExplanation> parts = new HashMap<>();

    SweepExplanations(
            StateSnapshot snapshot,
            SweepPace pace,
            Sealer sealer,
            StateKey key,
            UUID tenant,
            SequencedMap<Part, RowSums> differences) {
        this.snapshot = snapshot;
        this.pace = pace;
        this.tenant = tenant;
        differences.forEach((part, difference) ->
                parts.put(part, new SweepExplanation(sealer, key, part, difference)));
    }

    /// One for each difference.
    Collection<SweepExplanation> read() throws SQLException {
        if (!parts.isEmpty()) {
            look(SweptTable.TENANT);
            for (SweptTable<?> table : SweptTable.AFTER_TENANT) {
                look(table);
            }
        }
        return parts.values();
    }

    private <T> void look(SweptTable<T> table) throws SQLException {
        snapshot.rows(
                table,
                tenant,
                row -> {
                    pace.row();
                    SweepExplanation part = parts.get(Part.of(tenant, table.subject(row)));
                    if (part != null) {
                        part.look(table, row);
                    }
                });
    }
}
