package io.strongroom.pkcs11.root;

import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.KeyPurpose;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.CanonicalReader;
import io.strongroom.pkcs11.key.Mechanisms;
import io.strongroom.pkcs11.key.StoredKeys;
import io.strongroom.pkcs11.session.HsmStartException;
import io.strongroom.pkcs11.session.Lease;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;

/// Makes and checks canaries. A canary is a stored key of no tenant: its symmetric key is wrapped
/// under the root key for secret keys, its private key under the one for private keys, and a seal
/// key seals it. With any other key it does not open. It names the versions of its keys, so that it
/// is recognised when the token has newer ones.
final class Canaries {
    private static final String NAME = "canary";
    private static final int VERSION = 2;

    /// The seal key of canaries of version 1, which do not name it.
    private static final int FIRST_SEAL = 1;

    private static final UUID NO_TENANT = new UUID(0, 2);
    private static final TenantId TENANT = new TenantId(NO_TENANT);
    private static final Ec SPEC = new Ec(Curve.P_256);
    private static final int SEAL_BYTES = 32;

    private final StoredKeys keys;

    Canaries(StoredKeys keys) {
        this.keys = keys;
    }

    /// A canary that was read but not checked.
    private record Content(int seal, WrappedKey key) {}

    /// Makes a canary with the newest keys.
    Canary make(Lease lease) {
        int seal = lease.roots().sealVersion();
        TenantKey tenantKey = keys.makingTenantKey(TENANT).with(lease);
        KeyMaterial.Pair key =
                (KeyMaterial.Pair)
                        keys.making(tenantKey, header(tenantKey.rootVersion())).with(lease);
        EcPublicKey publicKey = (EcPublicKey) key.publicKey();
        byte[] content =
                new CanonicalBytes(NAME + "/" + VERSION)
                        .number(seal)
                        .number(tenantKey.rootVersion())
                        .bytes(tenantKey.wrapped())
                        .bytes(key.blob())
                        .bytes(publicKey.x())
                        .bytes(publicKey.y())
                        .toBytes();
        return new Canary(Mechanisms.joined(content, seal(lease, seal, content)));
    }

    /// Checks that the keys on the token made the canary.
    ///
    /// @throws HsmStartException if they did not
    void require(Lease lease, Canary canary) {
        byte[] encoded = canary.encoded();
        int length = Math.max(0, encoded.length - SEAL_BYTES);
        byte[] bytes = Arrays.copyOf(encoded, length);
        Content content = parsed(bytes);
        byte[] seal = Arrays.copyOfRange(encoded, length, encoded.length);
        if (!MessageDigest.isEqual(seal(lease, content.seal(), bytes), seal)) {
            throw mismatch("the seal key is another one");
        }
        try {
            keys.requireOpens(lease, content.key());
        } catch (VaultException.Integrity e) {
            throw mismatch("a root key is another one");
        }
    }

    private static byte[] seal(Lease lease, int version, byte[] content) {
        long key =
                lease.roots()
                        .seal(version)
                        .orElseThrow(() -> mismatch("seal key " + version + " is missing"));
        return lease.session().sign(Mechanisms.HMAC_SHA256, key, content);
    }

    private static Content parsed(byte[] bytes) {
        try {
            CanonicalReader reader = CanonicalReader.of(bytes, NAME, VERSION);
            int seal = reader.version() == 1 ? FIRST_SEAL : reader.smallNumber();
            int root = reader.smallNumber();
            TenantKey tenantKey = new TenantKey(TENANT, PoolName.LOCAL, reader.bytes(), root);
            byte[] blob = reader.bytes();
            EcPublicKey publicKey = new EcPublicKey(SPEC.curve(), reader.bytes(), reader.bytes());
            reader.requireEnd();
            return new Content(
                    seal,
                    new WrappedKey(header(root), new KeyMaterial.Pair(publicKey, blob), tenantKey));
        } catch (IllegalArgumentException e) {
            throw mismatch("its canary is malformed");
        } catch (VaultException e) {
            throw new HsmStartException(e.description());
        }
    }

    private static KeyHeader header(int rootVersion) {
        return new KeyHeader(
                new KeyId(new VaultId(TENANT, NO_TENANT), new ObjectName("canary")),
                new VersionId(NO_TENANT),
                SPEC,
                Set.of(KeyPurpose.SIGN),
                Instant.EPOCH,
                PoolName.LOCAL,
                rootVersion);
    }

    private static HsmStartException mismatch(String reason) {
        return new HsmStartException(
                "the token does not hold the keys of this installation: %s; choose the right token or restore it"
                        .formatted(reason));
    }
}
