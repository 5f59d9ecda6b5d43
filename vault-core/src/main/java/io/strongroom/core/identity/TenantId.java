package io.strongroom.core.identity;

import java.util.UUID;

/// A tenant: an organisation that owns vaults. The `tid` of its tokens.
public record TenantId(UUID value) {
    /// The tenant of events that concern no tenant, such as a request for a vault that is not
    /// there.
    public static final TenantId NONE = new TenantId(new UUID(0, 0));

    @Override
    public String toString() {
        return value.toString();
    }
}
