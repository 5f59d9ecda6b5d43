package io.strongroom.pkcs11;

import static io.strongroom.core.Samples.publicKeyOf;

import io.strongroom.core.Samples;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.crypto.software.SoftwarePublicKeyOperations;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VersionId;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/// Keys of a tenant, as the database would hold them.
final class TestKeys {
    private static final byte[] DIGEST = new byte[32];

    private final KeyProvider provider;
    private final TenantKey tenantKey;

    TestKeys(KeyProvider provider) {
        this(provider, Samples.CONTOSO);
    }

    TestKeys(KeyProvider provider, TenantId tenant) {
        this.provider = provider;
        this.tenantKey = provider.createTenantKey(tenant);
    }

    WrappedKey key(KeySpec spec) {
        KeyHeader header =
                new KeyHeader(
                        new KeyId(
                                new VaultId(tenantKey.tenant(), UUID.randomUUID()),
                                new ObjectName("signing")),
                        new VersionId(UUID.randomUUID()),
                        spec,
                        KeyHeader.purposesOf(spec),
                        Samples.NOW,
                        provider.pool(),
                        provider.rootVersion());
        return new WrappedKey(header, provider.generate(tenantKey, header), tenantKey);
    }

    WrappedKey ec256() {
        return key(new Ec(Curve.P_256));
    }

    List<WrappedKey> ec256(int count) {
        return IntStream.range(0, count).mapToObj(_ -> ec256()).toList();
    }

    KeyProvider provider() {
        return provider;
    }

    /// Signs with ES256, and says whether the signature is the key's.
    boolean signs(WrappedKey key) {
        byte[] signature = provider.signing(key, SignatureAlgorithm.ES256, DIGEST).result();
        return new SoftwarePublicKeyOperations()
                .verify(publicKeyOf(key.material()), SignatureAlgorithm.ES256, DIGEST, signature);
    }
}
