package io.strongroom.postgres;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.strongroom.core.Problem;
import io.strongroom.core.identity.VaultName;
import java.util.List;
import java.util.function.Supplier;

/// Limits look-ups of vault names that the caches cannot answer, so that the rest of the pool stays
/// with authenticated callers: unknown vaults can be requested without a token.
///
/// Names that this node has not found before pass a gate of their own first. A flood of made-up
/// names waits there and takes at most half of the places; names of existing vaults do not wait
/// behind it.
final class NameLookups {
    private static final int KNOWN_NAMES = 100_000;
    private static final String REFUSAL = "too many vaults are looked up at once";

    private final LookupGate all;
    private final LookupGate unknown;
    private final Cache<VaultName, Boolean> known =
            Caffeine.newBuilder().maximumSize(KNOWN_NAMES).build();

    /// @param places most look-ups at a time
    NameLookups(int places) {
        all = new LookupGate(places, Problem.SERVICE_BUSY, REFUSAL, 0);
        unknown = new LookupGate(Math.max(1, places / 2), Problem.SERVICE_BUSY, REFUSAL, 0);
    }

    /// Runs a look-up.
    ///
    /// @param lookup returns rows if the name exists
    /// @throws io.strongroom.core.VaultException.Busy if too many look-ups run
    <T> List<T> run(VaultName name, Supplier<List<T>> lookup) {
        if (known.getIfPresent(name) != null) {
            return all.pass(lookup);
        }
        List<T> rows = unknown.pass(() -> all.pass(lookup));
        if (!rows.isEmpty()) {
            known.put(name, true);
        }
        return rows;
    }
}
