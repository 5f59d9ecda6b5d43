package io.strongroom.core.administration;

import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.vault.Vault;

/// Where a vault is, or is going to be.
public record VaultPlace(SubscriptionId subscription, String resourceGroup, VaultName name) {
    /// Its id in the control plane.
    public String resourceId() {
        return Vault.resourceId(subscription, resourceGroup, name);
    }
}
