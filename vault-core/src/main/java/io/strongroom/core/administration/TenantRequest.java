package io.strongroom.core.administration;

import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.vault.Subscription;
import io.strongroom.core.vault.Tenant;
import java.util.List;
import java.util.Set;

/// A tenant as the installation's configuration has it.
public record TenantRequest(
        TenantId id,
        String name,
        List<Subscription> subscriptions,
        Set<PrincipalId> owners,
        Set<PrincipalId> officers) {

    Tenant tenant(List<TenantKey> keys, long generation) {
        return new Tenant(id, name, keys, subscriptions, owners, officers, generation);
    }
}
