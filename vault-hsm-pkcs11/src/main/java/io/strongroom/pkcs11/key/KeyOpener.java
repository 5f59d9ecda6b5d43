package io.strongroom.pkcs11.key;

import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.KeyPurpose;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.PublicKeyMaterial;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.PublicKeyOperations;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import io.strongroom.pkcs11.cryptoki.Template;
import io.strongroom.pkcs11.session.Lease;

/// Opens stored private and secret keys for use: blob to handle, and the handle is the right one.
/// The blob is `nonce || AES-256-GCM[tenant key; header](AES-KWP[root key](PKCS#8 or secret key))`.
final class KeyOpener {
    private final VendorProfile profile;
    private final TenantKeys tenantKeys;
    private final PublicKeyOperations publicKeys;

    KeyOpener(VendorProfile profile, TenantKeys tenantKeys, PublicKeyOperations publicKeys) {
        this.profile = profile;
        this.tenantKeys = tenantKeys;
        this.publicKeys = publicKeys;
    }

    /// Unwraps a key for one purpose. The lease's owner session owns it.
    ///
    /// @return the handle
    /// @throws VaultException.Integrity if the key is not what was stored
    long open(Lease lease, WrappedKey key, KeyPurpose purpose) {
        requireConsistent(key, purpose);
        long handle = unwrap(lease, key, template(key, purpose), lease.owner()::unwrap);
        boolean right = false;
        try {
            right = belongs(lease.session(), handle, key);
        } finally {
            if (!right) {
                lease.destroy(handle);
            }
        }
        requireIntegrity(right, "a stored key does not match its public key");
        return handle;
    }

    private static void requireConsistent(WrappedKey key, KeyPurpose purpose) {
        KeyHeader header = key.header();
        requireIntegrity(
                header.purposes().contains(purpose), "a stored key was not made for this use");
        requireIntegrity(
                header.key().vault().tenant().equals(key.tenantKey().tenant()),
                "a stored key belongs to another tenant");
        requireIntegrity(
                switch (key.material()) {
                    case KeyMaterial.Pair(PublicKeyMaterial publicKey, _) ->
                            header.spec().equals(publicKey.spec());
                    case KeyMaterial.Secret _ -> header.spec() instanceof Oct;
                },
                "a stored key does not match its public key");
    }

    /// Unwraps a key whose handle was right before, with a template of its own. The lease's session
    /// owns it.
    ///
    /// @return the handle
    /// @throws VaultException.Integrity if the key does not unwrap
    long reopen(Lease lease, WrappedKey key, Template template) {
        return unwrap(lease, key, template, lease.session()::unwrap);
    }

    private interface Unwrapping {
        long unwrap(Mechanism keyWrap, long root, byte[] wrapped, Template template);
    }

    private long unwrap(Lease lease, WrappedKey key, Template template, Unwrapping session) {
        KeyHeader header = key.header();
        long root = Wrapping.root(lease.roots(), header);
        byte[] wrapped =
                tenantKeys.open(lease, key.tenantKey(), header.encoded(), key.material().blob());
        try {
            return session.unwrap(profile.keyWrap(), root, wrapped, template);
        } catch (CryptokiException e) {
            if (lease.blamesRequest(e)) {
                throw new VaultException.Integrity("a stored key does not unwrap");
            }
            throw e;
        }
    }

    private Template template(WrappedKey key, KeyPurpose purpose) {
        return switch (key.material()) {
            case KeyMaterial.Pair(PublicKeyMaterial publicKey, _) ->
                    profile.inUse(key.header().spec(), purpose, publicKey);
            case KeyMaterial.Secret _ -> profile.secretInUse(purpose);
        };
    }

    /// Whether the handle is the stored key. A secret key shows nothing, not even its length on
    /// SoftHSM: that it is the right one, the tag of its blob says.
    private boolean belongs(CryptokiSession session, long handle, WrappedKey key) {
        return switch (key.material()) {
            case KeyMaterial.Pair(PublicKeyMaterial publicKey, _) ->
                    belongs(session, handle, publicKey);
            case KeyMaterial.Secret _ -> true;
        };
    }

    /// Whether the handle is the private half of the public key. An RSA key shows its modulus; an
    /// elliptic-curve key shows nothing, so it signs something random.
    private boolean belongs(CryptokiSession session, long handle, PublicKeyMaterial publicKey) {
        return switch (publicKey) {
            case RsaPublicKey rsa -> PublicKeys.read(session, handle, rsa.spec()).equals(rsa);
            case EcPublicKey ec -> {
                SignatureAlgorithm algorithm = SignatureAlgorithm.of(ec.curve());
                byte[] digest = session.random(algorithm.hash().bytes());
                byte[] signature = session.sign(Mechanisms.ECDSA, handle, digest);
                yield publicKeys.verify(ec, algorithm, digest, signature);
            }
        };
    }

    private static void requireIntegrity(boolean fine, String message) {
        if (!fine) {
            throw new VaultException.Integrity(message);
        }
    }
}
