package io.strongroom.core.vault;

import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.Guard;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An organisation: its key, its subscriptions, and who acts for it.
///
/// @param owners principals that own its subscriptions: every right on its vaults
/// @param officers security officers: they read the log and see which vaults there are, and use no
///   key
/// @param generation counts the changes of this record, from 1
public record Tenant(
        TenantId id,
        String name,
        TenantKey key,
        List<Subscription> subscriptions,
        Set<PrincipalId> owners,
        Set<PrincipalId> officers,
        long generation) {

    public Tenant {
        subscriptions = List.copyOf(subscriptions);
        owners = Set.copyOf(owners);
        officers = Set.copyOf(officers);
    }

    /// The subscription with this id, if it is this tenant's.
    public Optional<Subscription> subscription(SubscriptionId wanted) {
        return subscriptions.stream().filter(s -> s.id().equals(wanted)).findFirst();
    }

    public Guard guard() {
        return new Guard(id.value(), generation);
    }

    /// The bytes that the tenant's seal covers.
    public byte[] canonical() {
        CanonicalBytes bytes =
                new CanonicalBytes("tenant/1")
                        .id(id.value())
                        .text(name)
                        .bytes(key.wrapped())
                        .number(key.rootVersion())
                        .number(subscriptions.size());
        for (Subscription subscription : subscriptions) {
            bytes.id(subscription.id().value())
                    .text(subscription.displayName())
                    .texts(subscription.resourceGroups());
        }
        return bytes.texts(owners.stream().map(PrincipalId::value).sorted().toList())
                .texts(officers.stream().map(PrincipalId::value).sorted().toList())
                .number(generation)
                .toBytes();
    }
}
