package io.strongroom.postgres;

import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.Hash;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Kind;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.TenantDocument;
import io.strongroom.postgres.StateSet.Part;
import io.strongroom.postgres.StateSnapshot.StoredSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads one tenant's rows in a snapshot, adds them up and compares them with its sets.
final class TenantSweep {
    /// Findings about single rows; what is beyond them shows in the sums.
    private static final int FLAWS = 10;

    private final StateSnapshot snapshot;
    private final StateKey key;
    private final SweepPace pace;
    private final TenantId tenant;
    private final RowSums[] actual = new RowSums[Part.COUNT];
    private final List<StateFinding> findings = new ArrayList<>();
    private @Nullable Tenant owner;
    private long rows;

    TenantSweep(StateSnapshot snapshot, StateKey key, SweepPace pace, TenantId tenant) {
        this.snapshot = snapshot;
        this.key = key;
        this.pace = pace;
        this.tenant = tenant;
        Arrays.fill(actual, RowSums.NONE);
    }

    /// Reads everything.
    TenantSweep read() throws SQLException {
        snapshot.take(id());
        snapshot.rows(SweptTable.TENANT, id(), this::tenant);
        for (SweptTable<?> table : SweptTable.AFTER_TENANT) {
            read(table);
        }
        for (UUID vault : snapshot.unnamed(id())) {
            find("the name of a stored vault is gone", Map.of("subject", vault.toString()), "");
        }
        return this;
    }

    private void tenant(SealedRow<Tenant> row) {
        owner = add(SweptTable.TENANT, row, new TenantDocument());
    }

    private <T> void read(SweptTable<T> table) throws SQLException {
        Kind<T> kind = owner == null ? null : table.kind().apply(owner);
        snapshot.rows(table, id(), row -> add(table, row, kind));
    }

    private <T> @Nullable T add(SweptTable<T> table, SealedRow<T> row, @Nullable Kind<T> kind) {
        pace.row();
        rows++;
        UUID subject = table.subject(row);
        int part = Part.of(id(), subject).number();
        actual[part] = actual[part].plus(sums(key, table, row));
        return kind == null ? null : value(table, row, kind);
    }

    static <T> RowSums sums(StateKey key, SweptTable<T> table, SealedRow<T> row) {
        byte[] element =
                key.element(
                        table.table().name(),
                        table.subject(row),
                        row.generation(),
                        row.sealKey(),
                        Objects.requireNonNull(row.seal()),
                        Hash.SHA_256.of(Objects.requireNonNull(row.document())));
        return RowSums.of(table.subject(row), row.generation(), element);
    }

    /// What the row holds; null if it contradicts itself, or a newer node wrote it.
    private <T> @Nullable T value(SweptTable<T> table, SealedRow<T> row, Kind<T> kind) {
        try {
            return SealedRows.trusted(kind, row);
        } catch (VaultException.Integrity flawed) {
            find(
                    flawed.description(),
                    Map.of("subject", table.subject(row).toString()),
                    row.generation() + " " + row.current());
            return null;
        } catch (VaultException newer) {
            return null;
        }
    }

    private void find(String reason, Map<String, String> details, String state) {
        if (findings.size() < FLAWS) {
            findings.add(StateFinding.of(tenant, reason, details, state));
        }
    }

    /// What the rows add up to, less what the sets say, for each part where that is something.
    ///
    /// @param expected whether sets that are missing are a finding
    SequencedMap<Part, RowSums> differences(boolean expected) throws SQLException {
        Map<Integer, StoredSet> stored = new HashMap<>();
        snapshot.sets(id()).forEach(set -> stored.put(set.part(), set));
        TreeMap<Part, RowSums> differences = new TreeMap<>();
        for (int number = 0; number < Part.COUNT; number++) {
            Part part = new Part(id(), number);
            RowSums recorded = recorded(part, stored.get(number), expected);
            if (recorded != null && !actual[number].equals(recorded)) {
                differences.put(part, actual[number].minus(recorded));
            }
        }
        return differences;
    }

    private @Nullable RowSums recorded(Part part, @Nullable StoredSet stored, boolean expected) {
        if (stored == null) {
            if (expected) {
                find("a stored set of rows is gone", SweepExplanation.details(part), "");
            }
            return RowSums.NONE;
        }
        if (key.matches(stored.document(), stored.mac())) {
            StateSet set = StateSet.decode(stored.document());
            if (set.part().equals(part)) {
                return set.sums();
            }
        }
        find("a stored set of rows was edited", SweepExplanation.details(part), "");
        return null;
    }

    List<StateFinding> findings() {
        return findings;
    }

    TenantId tenant() {
        return tenant;
    }

    /// Number of rows that were read.
    long rows() {
        return rows;
    }

    private UUID id() {
        return tenant.value();
    }
}
