package io.strongroom.core.identity;

import java.util.UUID;

/// A subscription of a tenant: holds resource groups, which hold vaults.
public record SubscriptionId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
