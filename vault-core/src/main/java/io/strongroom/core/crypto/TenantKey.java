package io.strongroom.core.crypto;

import io.strongroom.core.VaultException;
import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.TenantId;
import java.util.Arrays;
import java.util.List;

/// A tenant's key in one HSM pool, as it is stored: made in the HSM, wrapped under the root key for
/// secret keys, used for authenticated encryption of the tenant's blobs only. Without it no blob of
/// the tenant opens.
///
/// @param wrapped AES-KWP (RFC 5649) of the AES-256 key
/// @param rootVersion version of the root key that wraps it
public record TenantKey(TenantId tenant, PoolName pool, byte[] wrapped, int rootVersion) {
    public TenantKey {
        wrapped = wrapped.clone();
    }

    /// The tenant's key in a pool.
    ///
    /// @param keys all keys of the tenant
    /// @throws VaultException.Integrity if the tenant has no key in the pool. A stored key is
    ///   always wrapped by the tenant's key in its pool, so the row that names the pool is wrong
    public static TenantKey in(PoolName pool, List<TenantKey> keys) {
        for (TenantKey key : keys) {
            if (key.pool().equals(pool)) {
                return key;
            }
        }
        throw new VaultException.Integrity(
                "a stored key names the HSM pool " + pool + ", in which the tenant has no key");
    }

    @Override
    public byte[] wrapped() {
        return wrapped.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TenantKey key
                && tenant.equals(key.tenant)
                && pool.equals(key.pool)
                && rootVersion == key.rootVersion
                && Arrays.equals(wrapped, key.wrapped);
    }

    @Override
    public int hashCode() {
        return tenant.hashCode();
    }
}
