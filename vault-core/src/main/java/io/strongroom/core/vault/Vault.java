package io.strongroom.core.vault;

import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.state.Guard;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A vault.
///
/// @param resourceGroup as created
/// @param location a location of this installation; it chooses the HSMs
/// @param createdBy principal that created it
/// @param updatedBy principal that changed it last
/// @param deleted when it was deleted, null while it is live
/// @param generation counts the changes of this record, from 1
public record Vault(
        VaultId id,
        VaultName name,
        SubscriptionId subscription,
        String resourceGroup,
        String location,
        VaultSettings settings,
        Instant created,
        String createdBy,
        Instant updated,
        String updatedBy,
        @Nullable Instant deleted,
        long generation) {

    /// Its id in the control plane.
    public String resourceId() {
        return resourceId(subscription, resourceGroup, name);
    }

    /// The id in the control plane of a vault that may not exist.
    public static String resourceId(
            SubscriptionId subscription, String resourceGroup, VaultName name) {
        return "/subscriptions/%s/resourceGroups/%s/providers/Microsoft.KeyVault/vaults/%s"
                .formatted(subscription, resourceGroup, name);
    }

    public Guard guard() {
        return new Guard(id.value(), generation);
    }
}
