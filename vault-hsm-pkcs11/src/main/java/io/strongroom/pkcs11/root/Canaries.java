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
import io.strongroom.pkcs11.key.Mechanisms;
import io.strongroom.pkcs11.key.StoredKeys;
import io.strongroom.pkcs11.session.HsmStartException;
import io.strongroom.pkcs11.session.Lease;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// Makes and recognises canaries. A canary is a stored key like a tenant's, of no tenant: its
/// symmetric key is wrapped under the root key for secret keys, its private key under the one for
/// private keys, and the seal key seals it. With any other key it does not open.
final class Canaries {
    private static final String FORMAT = "canary/1";
    private static final UUID NOBODY = new UUID(0, 2);
    private static final TenantId TENANT = new TenantId(NOBODY);
    private static final Ec SPEC = new Ec(Curve.P_256);
    private static final int SEAL_BYTES = 32;

    private final StoredKeys keys;

    Canaries(StoredKeys keys) {
        this.keys = keys;
    }

    /// Makes a canary of the keys that are there.
    Canary make(Lease lease) {
        TenantKey tenantKey = keys.makingTenantKey(TENANT).with(lease);
        KeyMaterial.Pair key =
                (KeyMaterial.Pair)
                        keys.making(tenantKey, header(tenantKey.rootVersion())).with(lease);
        EcPublicKey publicKey = (EcPublicKey) key.publicKey();
        byte[] content =
                new CanonicalBytes(FORMAT)
                        .number(tenantKey.rootVersion())
                        .bytes(tenantKey.wrapped())
                        .bytes(key.blob())
                        .bytes(publicKey.x())
                        .bytes(publicKey.y())
                        .toBytes();
        return new Canary(Mechanisms.joined(content, seal(lease, content)));
    }

    /// Checks that the keys that are there made the canary.
    ///
    /// @throws HsmStartException when they did not
    void require(Lease lease, Canary canary) {
        ByteBuffer encoded = ByteBuffer.wrap(canary.encoded());
        if (encoded.remaining() < SEAL_BYTES) {
            throw mismatch("it is no canary");
        }
        byte[] content = next(encoded, encoded.remaining() - SEAL_BYTES);
        if (!MessageDigest.isEqual(seal(lease, content), next(encoded, SEAL_BYTES))) {
            throw mismatch("the seal key is another one");
        }
        try {
            keys.requireOpens(lease, parsed(content));
        } catch (VaultException.Integrity | BufferUnderflowException e) {
            throw mismatch("a root key is another one");
        }
    }

    private static byte[] seal(Lease lease, byte[] content) {
        return lease.session().sign(Mechanisms.HMAC_SHA256, lease.roots().seal(), content);
    }

    private static WrappedKey parsed(byte[] content) {
        ByteBuffer fields = ByteBuffer.wrap(content);
        next(fields, fields.getInt());
        fields.getInt();
        int rootVersion = Math.toIntExact(fields.getLong());
        TenantKey tenantKey =
                new TenantKey(TENANT, PoolName.LOCAL, next(fields, fields.getInt()), rootVersion);
        byte[] blob = next(fields, fields.getInt());
        byte[] x = next(fields, fields.getInt());
        byte[] y = next(fields, fields.getInt());
        return new WrappedKey(
                header(rootVersion),
                new KeyMaterial.Pair(new EcPublicKey(SPEC.curve(), x, y), blob),
                tenantKey);
    }

    private static KeyHeader header(int rootVersion) {
        return new KeyHeader(
                new KeyId(new VaultId(TENANT, NOBODY), new ObjectName("canary")),
                new VersionId(NOBODY),
                SPEC,
                Set.of(KeyPurpose.SIGN),
                Instant.EPOCH,
                PoolName.LOCAL,
                rootVersion);
    }

    private static byte[] next(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    private static HsmStartException mismatch(String reason) {
        return new HsmStartException(
                "the token does not hold the keys of this installation: %s; choose the right token or restore it"
                        .formatted(reason));
    }
}
