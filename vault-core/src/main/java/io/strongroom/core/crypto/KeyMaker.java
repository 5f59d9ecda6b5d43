package io.strongroom.core.crypto;

import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.TenantId;
import java.util.function.Function;

/// Makes and imports keys. No key ever leaves the HSM unwrapped.
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

    /// Brings a key of a caller into the HSM, wraps it, binds it to its header and destroys the
    /// original. The HSM signs with a key pair first, and the public half verifies.
    ///
    /// @param key stays the caller's, who closes it
    /// @throws io.strongroom.core.VaultException `BAD_PARAMETER` if the private half does not work
    ///   as the public half says
    KeyMaterial importKey(TenantKey tenantKey, KeyHeader header, ImportedKey key);

    /// Whether the HSM can unwrap keys of callers, so that exchange keys can be made.
    boolean supportsTransfer();

    /// Unwraps a key of a caller inside the HSM, wraps it, binds it to its header and destroys the
    /// original. Its public half comes from the HSM; a pair signs first, and that half verifies.
    ///
    /// @param header the header of a key of this specification, which shows inside the HSM
    /// @throws io.strongroom.core.VaultException `BAD_PARAMETER`, the same if the blob does not
    ///   unwrap with the exchange key and if what it holds is no key of its family; another one for
    ///   a key of an impossible size
    WrappedKey importTransferred(
            TenantKey tenantKey, TransferredKey key, Function<KeySpec, KeyHeader> header);
}
