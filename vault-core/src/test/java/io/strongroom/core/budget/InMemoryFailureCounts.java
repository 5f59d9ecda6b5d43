package io.strongroom.core.budget;

import io.strongroom.core.InMemoryStore;
import io.strongroom.core.InMemoryTransaction;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Failures of the day in memory.
public final class InMemoryFailureCounts implements FailureCounts {
    private final InMemoryStore store;
    private final Clock clock;
    private final Map<Place, Count> counts = new HashMap<>();

    public InMemoryFailureCounts(InMemoryStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    private record Place(TenantId tenant, UUID key, String algorithm) {}

    private record Count(LocalDate day, int failures) {}

    @Override
    public int add(TenantId tenant, UUID key, String algorithm) {
        LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        return store.read(() ->
                counts.merge(
                                new Place(tenant, key, algorithm),
                                new Count(today, 1),
                                (before, one) ->
                                        before.day().isBefore(today)
                                                ? one
                                                : new Count(before.day(), before.failures() + 1))
                        .failures());
    }

    @Override
    public Change reset(TenantId tenant, UUID key, String algorithm) {
        return transaction -> {
            InMemoryTransaction.of(transaction).remove(counts, new Place(tenant, key, algorithm));
            return true;
        };
    }
}
