package io.strongroom.pkcs11.key;

import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.session.Lease;

/// Makes tenants' secret keys: as session objects, wrapped, sealed and destroyed at once.
final class SecretKeyMaker {
    private final VendorProfile profile;
    private final TenantKeys tenantKeys;

    SecretKeyMaker(VendorProfile profile, TenantKeys tenantKeys) {
        this.profile = profile;
        this.tenantKeys = tenantKeys;
    }

    /// Makes a secret key; the blob is as [KeyOpener] wants it.
    KeyMaterial make(Lease lease, TenantKey tenantKey, KeyHeader header, Oct spec) {
        long root =
                lease.roots()
                        .secretRoot(header.rootVersion())
                        .orElseThrow(() -> TenantKeys.unknownRoot(header.rootVersion()));
        CryptokiSession session = lease.session();
        long key =
                session.generateKey(Mechanisms.AES_KEY, KeyTemplates.secretAtBirth(spec.bytes()));
        try {
            byte[] wrapped = session.wrap(profile.keyWrap(), root, key);
            return new KeyMaterial.Secret(
                    tenantKeys.seal(lease, tenantKey, header.encoded(), wrapped));
        } finally {
            destroy(session, key);
        }
    }

    /// Destroys the key. If the token refuses, the session is closed, which ends it: a key that can
    /// be wrapped must not stay. The next use of the session opens another.
    private static void destroy(CryptokiSession session, long key) {
        try {
            session.destroy(key);
        } catch (CryptokiException e) {
            session.close();
            throw e;
        }
    }
}
