package io.strongroom.core.permission;

import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.VaultCollection;
import org.jspecify.annotations.Nullable;

/// Where a right is required: a resource of the control plane, or an object in a vault.
///
/// @param resourceId id in the control plane, such as a vault's
/// @param collection null for the resource as a whole
/// @param name null for the collection as a whole
public record Scope(
        String resourceId, @Nullable VaultCollection collection, @Nullable ObjectName name) {

    /// A resource as a whole.
    public static Scope of(String resourceId) {
        return new Scope(resourceId, null, null);
    }
}
