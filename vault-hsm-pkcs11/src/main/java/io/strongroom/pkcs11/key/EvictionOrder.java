package io.strongroom.pkcs11.key;

import io.strongroom.core.identity.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The handles of a [HandleCache] in the order in which they are evicted.
///
/// The tenant with the most handles gives one up, so a tenant with more keys than fit evicts its
/// own. A tenant loses no handle to others while it has less than an equal share, which is the
/// capacity divided by the tenants that have handles; and a tenant alone has the whole cache. If
/// each tenant has only a few handles, one of all is evicted.
///
/// Among a tenant's handles, the one goes that was not used for longest (second chance). A void
/// handle that is older goes before it, whichever tenant has it. Not thread-safe: the cache's lock
/// guards it.
final class EvictionOrder<K, S> {
    /// As many handles of a tenant are a few: one that uses them is not limited for the sake of
    /// many tenants that have a single one each and do not use it.
    private static final int FEW = 16;

    private final LinkedHashSet<CachedHandle<K, S>> handles = new LinkedHashSet<>();

    /// How many handles each tenant has; at least one.
    private final Map<TenantId, Integer> counts = new HashMap<>();

    int size() {
        return handles.size();
    }

    void add(CachedHandle<K, S> handle) {
        handles.addLast(handle);
        counts.merge(handle.tenant, 1, Integer::sum);
    }

    /// Removes a handle.
    ///
    /// @return false if it was not there
    boolean remove(CachedHandle<K, S> handle) {
        boolean removed = handles.remove(handle);
        if (removed) {
            counts.merge(handle.tenant, -1, Integer::sum);
            counts.remove(handle.tenant, 0);
        }
        return removed;
    }

    /// Chooses a handle, and does not remove it. Handles that were used since the last choice are
    /// spared, unless all were.
    CachedHandle<K, S> nextToEvict(int epoch) {
        TenantId largest = largest();
        List<CachedHandle<K, S>> spared = new ArrayList<>();
        CachedHandle<K, S> chosen = null;
        for (CachedHandle<K, S> handle : handles) {
            boolean isValid = handle.owner.isValid(epoch);
            if (isValid && largest != null && !handle.tenant.equals(largest)) {
                continue;
            }
            if (!isValid || !handle.wasUsed()) {
                chosen = handle;
                break;
            }
            spared.add(handle);
        }
        spared.forEach(handles::addLast);
        return chosen == null ? spared.getFirst() : chosen;
    }

    /// The tenant with the most handles; null if that has only a few.
    private @Nullable TenantId largest() {
        TenantId largest = null;
        int most = FEW;
        for (Map.Entry<TenantId, Integer> tenant : counts.entrySet()) {
            if (tenant.getValue() > most) {
                largest = tenant.getKey();
                most = tenant.getValue();
            }
        }
        return largest;
    }
}
