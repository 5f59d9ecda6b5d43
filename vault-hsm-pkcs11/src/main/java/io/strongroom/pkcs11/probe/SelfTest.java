package io.strongroom.pkcs11.probe;

import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.AesEncryption;
import io.strongroom.core.crypto.Ciphertext;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.Plaintext;
import io.strongroom.core.crypto.PublicKeyMaterial;
import io.strongroom.core.crypto.PublicKeyOperations;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.crypto.SecretBytes;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VersionId;
import io.strongroom.pkcs11.key.VendorProfile;
import io.strongroom.pkcs11.session.HsmStartException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Supplier;

/// Tests every mechanism from end to end before the first request: generates a key, wraps it,
/// unwraps it, uses it, and checks the result with the public key.
final class SelfTest {
    private static final byte[] SAMPLE = {'s', 'e', 'l', 'f', '-', 't', 'e', 's', 't'};

    /// What key wrap and CBC take.
    private static final byte[] BLOCKS = Arrays.copyOf(SAMPLE, 16);

    private final KeyProvider provider;
    private final PublicKeyOperations publicKeys;
    private final VendorProfile profile;
    private final TenantId tenant = new TenantId(new UUID(0, 1));

    SelfTest(KeyProvider provider, PublicKeyOperations publicKeys, VendorProfile profile) {
        this.provider = provider;
        this.publicKeys = publicKeys;
        this.profile = profile;
    }

    /// Tries every key specification and algorithm of the token.
    ///
    /// @throws HsmStartException for the first algorithm that does not work
    void require() {
        TenantKey tenantKey = attempt("tenant keys", () -> provider.createTenantKey(tenant));
        require(tenantKey, new Rsa(2048));
        profile.curves().forEach(curve -> require(tenantKey, new Ec(curve)));
        require(tenantKey, new Oct(256));
    }

    private void require(TenantKey tenantKey, KeySpec spec) {
        WrappedKey key = attempt(spec.toString(), () -> make(tenantKey, spec));
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            if (algorithm.fits(spec) && provider.supports(algorithm, spec)) {
                requireWorks(algorithm.name(), () -> signs(key, algorithm));
            }
        }
        for (RsaEncryption algorithm : RsaEncryption.values()) {
            if (algorithm.fits(spec) && provider.supports(algorithm)) {
                requireWorks(algorithm.jwaName(), () -> decrypts(key, algorithm));
            }
        }
        for (AesEncryption algorithm : AesEncryption.values()) {
            if (algorithm.fits(spec)) {
                requireWorks(algorithm.jwaName(), () -> comesBack(key, algorithm));
            }
        }
    }

    private WrappedKey make(TenantKey tenantKey, KeySpec spec) {
        KeyHeader header =
                new KeyHeader(
                        new KeyId(new VaultId(tenant, new UUID(0, 1)), new ObjectName("self-test")),
                        new VersionId(UUID.randomUUID()),
                        spec,
                        KeyHeader.purposesOf(spec),
                        Instant.EPOCH,
                        provider.pool(),
                        provider.rootVersion());
        return new WrappedKey(header, provider.generate(tenantKey, header), tenantKey);
    }

    private boolean signs(WrappedKey key, SignatureAlgorithm algorithm) {
        byte[] digest = new byte[algorithm.hash().bytes()];
        Arrays.fill(digest, (byte) 0x5a);
        byte[] signature = provider.signing(key, algorithm, digest).result();
        return switch (key.material()) {
            case KeyMaterial.Pair(PublicKeyMaterial publicKey, _) ->
                    publicKeys.verify(publicKey, algorithm, digest, signature);
            case KeyMaterial.Secret _ -> signature.length == algorithm.hash().bytes();
        };
    }

    private boolean comesBack(WrappedKey key, AesEncryption algorithm) {
        SecretBytes sample = SecretBytes.of(BLOCKS.clone());
        Ciphertext made =
                provider.encrypting(key, algorithm, new Plaintext(sample, BLOCKS, SAMPLE)).result();
        try (SecretBytes plaintext = provider.decrypting(key, algorithm, made).result()) {
            return plaintext.equals(sample);
        }
    }

    private boolean decrypts(WrappedKey key, RsaEncryption algorithm) {
        byte[] ciphertext = publicKeys.encrypt(publicKey(key), algorithm, SAMPLE);
        try (SecretBytes plaintext = provider.decrypting(key, algorithm, ciphertext).result()) {
            return Arrays.equals(SAMPLE, plaintext.bytes());
        }
    }

    private static PublicKeyMaterial publicKey(WrappedKey key) {
        return switch (key.material()) {
            case KeyMaterial.Pair(PublicKeyMaterial publicKey, _) -> publicKey;
            case KeyMaterial.Secret _ -> throw new IllegalArgumentException("no public key");
        };
    }

    private static void requireWorks(String algorithm, Supplier<Boolean> use) {
        if (!attempt(algorithm, use)) {
            throw new HsmStartException("the HSM's self-test of " + algorithm + " failed");
        }
    }

    private static <R> R attempt(String what, Supplier<R> attempt) {
        try {
            return attempt.get();
        } catch (VaultException | IllegalStateException e) {
            throw new HsmStartException("the HSM's self-test of " + what + " failed", e);
        }
    }
}
