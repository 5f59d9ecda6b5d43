package io.strongroom.core.vault;

import io.strongroom.core.identity.SubscriptionId;
import java.util.List;
import java.util.Optional;

/// A subscription and its resource groups.
///
/// @param resourceGroups names; they compare without case
public record Subscription(SubscriptionId id, String displayName, List<String> resourceGroups) {
    public Subscription {
        resourceGroups = List.copyOf(resourceGroups);
    }

    /// The name of a resource group as it was created.
    public Optional<String> resourceGroup(String name) {
        return resourceGroups.stream().filter(name::equalsIgnoreCase).findFirst();
    }
}
