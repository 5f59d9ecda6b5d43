package io.strongroom.core.crypto;

import io.strongroom.core.identity.TenantId;

/// A tenant's key as it is kept: made in the HSM, wrapped under the root key for secret keys, used
/// for authenticated encryption of the tenant's blobs only. Without it all blobs of the tenant are
/// noise.
///
/// @param wrapped AES-KWP (RFC 5649) of the AES-256 key
/// @param rootVersion version of the root key that wraps it
public record TenantKey(TenantId tenant, byte[] wrapped, int rootVersion) {
    public TenantKey {
        wrapped = wrapped.clone();
    }

    @Override
    public byte[] wrapped() {
        return wrapped.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TenantKey key
                && tenant.equals(key.tenant)
                && rootVersion == key.rootVersion
                && java.util.Arrays.equals(wrapped, key.wrapped);
    }

    @Override
    public int hashCode() {
        return tenant.hashCode();
    }
}
