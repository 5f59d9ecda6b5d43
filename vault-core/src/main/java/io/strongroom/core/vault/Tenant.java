package io.strongroom.core.vault;

import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.permission.TenantRoles;
import io.strongroom.core.state.Guard;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An organisation: its keys, its subscriptions, and its owners and officers.
///
/// @param keys one for each HSM pool that the tenant uses
/// @param owners principals that own its subscriptions: they administer its vaults
/// @param officers security officers: they read the log and see which vaults there are, and use no
///   key
/// @param generation counts the changes of this record, from 1
public record Tenant(
        TenantId id,
        String name,
        List<TenantKey> keys,
        List<Subscription> subscriptions,
        Set<PrincipalId> owners,
        Set<PrincipalId> officers,
        long generation) {

    public Tenant {
        keys = List.copyOf(keys);
        subscriptions = List.copyOf(subscriptions);
        owners = Set.copyOf(owners);
        officers = Set.copyOf(officers);
    }

    /// The tenant's key in a pool.
    ///
    /// @throws io.strongroom.core.VaultException.Integrity if it has none there
    public TenantKey key(PoolName pool) {
        return TenantKey.in(pool, keys);
    }

    /// The subscription with this id, if it is this tenant's.
    public Optional<Subscription> subscription(SubscriptionId wanted) {
        return subscriptions.stream().filter(s -> s.id().equals(wanted)).findFirst();
    }

    /// The rights of its owners and officers.
    public TenantRoles roles() {
        return new TenantRoles(id, guard(), owners, officers);
    }

    public Guard guard() {
        return new Guard(id.value(), generation);
    }
}
