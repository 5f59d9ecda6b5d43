package io.strongroom.pkcs11.key;

import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.PublicKeyMaterial;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.KeyPairHandles;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import io.strongroom.pkcs11.session.Lease;

/// Makes tenants' key pairs: as session objects, wrapped, sealed and destroyed at once.
final class KeyPairMaker {
    private final VendorProfile profile;
    private final TenantKeys tenantKeys;

    KeyPairMaker(VendorProfile profile, TenantKeys tenantKeys) {
        this.profile = profile;
        this.tenantKeys = tenantKeys;
    }

    /// Makes a key pair; the blob is as [KeyOpener] wants it.
    KeyMaterial make(Lease lease, TenantKey tenantKey, KeyHeader header) {
        long root = Wrapping.root(lease.roots(), header);
        CryptokiSession session = lease.session();
        KeyPairHandles pair =
                session.generateKeyPair(
                        mechanism(header.spec()),
                        KeyTemplates.publicAtBirth(header.spec()),
                        Wrapping.atBirth(header, KeyTemplates.privateAtBirth()));
        try {
            PublicKeyMaterial publicKey = PublicKeys.read(session, pair.publicKey(), header.spec());
            byte[] wrapped = session.wrap(profile.keyWrap(), root, pair.privateKey());
            return new KeyMaterial.Pair(
                    publicKey, tenantKeys.seal(lease, tenantKey, header.encoded(), wrapped));
        } finally {
            destroy(session, pair);
        }
    }

    /// Destroys both halves. If the token refuses one, the session is closed, which ends them: a
    /// private half that can be wrapped must not stay. The next use of the session opens another.
    private static void destroy(CryptokiSession session, KeyPairHandles pair) {
        try {
            try {
                session.destroy(pair.privateKey());
            } finally {
                session.destroy(pair.publicKey());
            }
        } catch (CryptokiException e) {
            session.close();
            throw e;
        }
    }

    private static Mechanism mechanism(KeySpec spec) {
        return switch (spec) {
            case KeySpec.Rsa _ -> Mechanisms.RSA_KEY_PAIR;
            case KeySpec.Ec _ -> Mechanisms.EC_KEY_PAIR;
            case KeySpec.Oct _ -> throw new IllegalArgumentException("a secret key is no pair");
        };
    }
}
