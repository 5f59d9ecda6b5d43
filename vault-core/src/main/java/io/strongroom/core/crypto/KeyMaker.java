package io.strongroom.core.crypto;

import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.TenantId;

/// Makes keys. No key ever leaves the HSM unwrapped.
///
/// Every method may throw `VaultException.Busy` (no capacity, try again), a `VaultException` about
/// `SERVICE_UNAVAILABLE` (the HSM does not answer) and `VaultException.Integrity` (the tenant's key
/// is not what was stored).
public interface KeyMaker {

    /// The HSM pool that makes the keys.
    PoolName pool();

    /// Version of the root key that wraps new keys.
    int rootVersion();

    /// Makes the key of a new tenant.
    TenantKey createTenantKey(TenantId tenant);

    /// Makes a key inside the HSM, wraps it, binds it to its header and destroys the original.
    KeyMaterial generate(TenantKey tenantKey, KeyHeader header);
}
