package io.strongroom.pkcs11.key;

import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import io.strongroom.pkcs11.cryptoki.Template;
import io.strongroom.pkcs11.session.Lease;
import java.time.Duration;

/// Tenants' keys: made and wrapped under the root key for secret keys, unwrapped for authenticated
/// encryption only.
final class TenantKeys {
    private static final Template IN_USE = KeyTemplates.tenantKeyInUse();

    private final Mechanism keyWrap;
    private final HandleCache<TenantId, TenantKey> handles;

    TenantKeys(Mechanism keyWrap, int capacity, Duration openTimeout) {
        this.keyWrap = keyWrap;
        this.handles =
                new HandleCache<>(
                        capacity,
                        openTimeout,
                        TenantKey::tenant,
                        (lease, _, key) -> load(lease, key));
    }

    /// Makes a tenant's key.
    TenantKey create(Lease lease, TenantId tenant) {
        int version = lease.roots().version();
        long root = lease.roots().secretRoot(version).orElseThrow();
        byte[] wrapped =
                Wrapping.newSecret(lease.session(), keyWrap, root, KeyTemplates.secretAtBirth());
        return new TenantKey(tenant, PoolName.LOCAL, wrapped, version);
    }

    /// Encrypts and authenticates under a tenant's key: `nonce || AES-256-GCM`.
    byte[] seal(Lease lease, TenantKey key, byte[] additionalData, byte[] plaintext) {
        return handles.use(
                lease,
                key.tenant(),
                key,
                handle -> GcmBox.seal(lease.session(), handle, additionalData, plaintext));
    }

    /// Decrypts the result of [#seal].
    ///
    /// @throws VaultException.Integrity if it was not sealed with this key and this data
    byte[] open(Lease lease, TenantKey key, byte[] additionalData, byte[] sealed) {
        if (!GcmBox.isLongEnough(sealed)) {
            throw new VaultException.Integrity("a stored key is too short");
        }
        return handles.use(
                lease,
                key.tenant(),
                key,
                handle -> {
                    try {
                        return GcmBox.open(lease.session(), handle, additionalData, sealed);
                    } catch (CryptokiException e) {
                        if (lease.blamesRequest(e)) {
                            throw new VaultException.Integrity(
                                    "a stored key does not match its header and tenant");
                        }
                        throw e;
                    }
                });
    }

    private long load(Lease lease, TenantKey key) {
        long root =
                lease.roots()
                        .secretRoot(key.rootVersion())
                        .orElseThrow(() -> unknownRoot(key.rootVersion()));
        try {
            return lease.owner().unwrap(keyWrap, root, key.wrapped(), IN_USE);
        } catch (CryptokiException e) {
            if (lease.blamesRequest(e)) {
                throw new VaultException.Integrity("a tenant's key is not what was stored");
            }
            throw e;
        }
    }

    static VaultException unknownRoot(int version) {
        return new VaultException.Integrity(
                "a stored key names version " + version + " of the root key, which the HSM lacks");
    }
}
