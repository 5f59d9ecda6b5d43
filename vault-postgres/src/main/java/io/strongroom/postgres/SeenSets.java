package io.strongroom.postgres;

import io.strongroom.core.VaultException;
import io.strongroom.postgres.StateSet.Part;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The newest counter of each set that this node has seen, since its start. A set that is older
/// later was put back, with all that made it newer.
final class SeenSets {
    private final Map<Part, Long> counters = new ConcurrentHashMap<>();

    /// A set was read, or a change of it is durable.
    void saw(Part part, long counter) {
        counters.merge(part, counter, Math::max);
    }

    /// Requires that a change is based on nothing older than what was seen.
    ///
    /// @param changed as it is going to be
    void requireFollows(StateSet changed) {
        if (changed.counter() <= counters.getOrDefault(changed.part(), 0L)) {
            throw new VaultException.Integrity(StateWatch.PUT_BACK);
        }
    }

    /// What was seen so far.
    Map<Part, Long> all() {
        return Map.copyOf(counters);
    }
}
