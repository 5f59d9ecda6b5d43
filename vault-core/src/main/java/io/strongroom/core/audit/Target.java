package io.strongroom.core.audit;

import io.strongroom.core.identity.TenantId;
import org.jspecify.annotations.Nullable;

/// What an operation is about. Everything in it may be null but the tenant: a request may end
/// before more is known.
///
/// @param tenant whose log the record goes to
/// @param resourceId id in the control plane
/// @param vault name
/// @param collection `keys`
/// @param object name of the key
/// @param version 32 hexadecimal digits
public record Target(
        TenantId tenant,
        @Nullable String resourceId,
        @Nullable String vault,
        @Nullable String collection,
        @Nullable String object,
        @Nullable String version) {

    /// A tenant as a whole.
    public static Target of(TenantId tenant) {
        return new Target(tenant, null, null, null, null, null);
    }

    /// A resource of the control plane that may not be there.
    public static Target resource(TenantId tenant, String resourceId, @Nullable String vault) {
        return new Target(tenant, resourceId, vault, null, null, null);
    }

    /// An object of this vault, as the request names it.
    public Target object(String collection, String object, @Nullable String version) {
        return new Target(tenant, resourceId, vault, collection, object, version);
    }
}
