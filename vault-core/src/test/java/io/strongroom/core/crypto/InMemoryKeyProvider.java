package io.strongroom.core.crypto;

import static io.strongroom.core.Samples.publicKeyOf;

import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.SignatureAlgorithm.Scheme;
import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.CanonicalBytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Key pairs in memory; only a few RSA pairs are different. As in an HSM, a blob opens only with
/// its header and its tenant's key; what it holds is the name of a key pair. Any [TenantKey] will
/// do: the blob's key is derived from it.
public final class InMemoryKeyProvider implements KeyProvider {
    private static final int NONCE_BYTES = 12;
    private final Map<UUID, InMemoryKeyPair> pairs = new ConcurrentHashMap<>();
    private final Map<UUID, InMemorySecretKey> secrets = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final byte[] root = randomBytes(32);
    private final boolean transfer;

    public InMemoryKeyProvider() {
        this(true);
    }

    private InMemoryKeyProvider(boolean transfer) {
        this.transfer = transfer;
    }

    /// One that unwraps no keys of callers, as a token without the root key for exchange keys.
    public static InMemoryKeyProvider withoutTransfer() {
        return new InMemoryKeyProvider(false);
    }

    @Override
    public PoolName pool() {
        return PoolName.LOCAL;
    }

    @Override
    public int rootVersion() {
        return 1;
    }

    @Override
    public TenantKey createTenantKey(TenantId tenant) {
        return new TenantKey(tenant, pool(), randomBytes(40), rootVersion());
    }

    @Override
    public KeyMaterial generate(TenantKey tenantKey, KeyHeader header) {
        return switch (header.spec()) {
            case Rsa(int bits) -> kept(tenantKey, header, InMemoryKeyPair.rsa(RsaPairs.next(bits)));
            case Ec(Curve curve) -> kept(tenantKey, header, InMemoryKeyPair.ec(curve, random));
            case Oct oct ->
                    kept(tenantKey, header, new InMemorySecretKey(randomBytes(oct.bytes())));
        };
    }

    @Override
    public KeyMaterial importKey(TenantKey tenantKey, KeyHeader header, ImportedKey key) {
        return switch (key) {
            case ImportedKey.RsaPair pair ->
                    kept(tenantKey, header, InMemoryKeyPair.rsa(pair).requireWorks(random));
            case ImportedKey.EcPair pair ->
                    kept(tenantKey, header, InMemoryKeyPair.ec(pair).requireWorks(random));
            case ImportedKey.Secret(SecretBytes k) ->
                    kept(tenantKey, header, new InMemorySecretKey(k.bytes().clone()));
        };
    }

    @Override
    public boolean supportsTransfer() {
        return transfer;
    }

    @Override
    public WrappedKey importTransferred(
            TenantKey tenantKey, TransferredKey key, Function<KeySpec, KeyHeader> headers) {
        ImportedKey unwrapped =
                new InMemoryTransfer(opened(key.exchangeKey(), KeyPurpose.IMPORT), key).unwrapped();
        KeyHeader header = headers.apply(unwrapped.spec());
        return new WrappedKey(header, importKey(tenantKey, header, unwrapped), tenantKey);
    }

    private KeyMaterial kept(TenantKey tenantKey, KeyHeader header, InMemorySecretKey secret) {
        UUID name = UUID.randomUUID();
        secrets.put(name, secret);
        return new KeyMaterial.Secret(sealed(tenantKey, header, name));
    }

    private KeyMaterial kept(TenantKey tenantKey, KeyHeader header, InMemoryKeyPair pair) {
        UUID name = UUID.randomUUID();
        pairs.put(name, pair);
        return new KeyMaterial.Pair(pair.publicKey(), sealed(tenantKey, header, name));
    }

    @Override
    public HsmCall<byte[]> signing(WrappedKey key, SignatureAlgorithm algorithm, byte[] digest) {
        return finish -> finish.apply(signature(key, algorithm, digest));
    }

    @Override
    public HsmCall<SecretBytes> decrypting(
            WrappedKey key, RsaEncryption algorithm, byte[] ciphertext) {
        requireFits(algorithm.fits(key.header().spec()));
        return finish ->
                finish.apply(
                        SecretBytes.of(
                                opened(key, KeyPurpose.DECRYPT)
                                        .decrypt(algorithm.padding(), ciphertext)));
    }

    private byte[] signature(WrappedKey key, SignatureAlgorithm algorithm, byte[] digest) {
        requireFits(algorithm.fits(key.header().spec()));
        requireFits(digest.length == algorithm.hash().bytes());
        return switch (algorithm.scheme()) {
            case Scheme.Pkcs1 _ -> opened(key, KeyPurpose.SIGN).pkcs1(algorithm.hash(), digest);
            case Scheme.Pss _ -> opened(key, KeyPurpose.SIGN).pss(algorithm.hash(), digest, random);
            case Scheme.Ecdsa _ -> opened(key, KeyPurpose.SIGN).ecdsa(digest, random);
            case Scheme.Hmac _ -> secret(key, KeyPurpose.SIGN).hmac(algorithm.hash(), digest);
        };
    }

    @Override
    public HsmCall<Ciphertext> encrypting(
            WrappedKey key, AesEncryption algorithm, Plaintext plaintext) {
        requireFits(algorithm.fits(key.header().spec()));
        return finish ->
                finish.apply(secret(key, KeyPurpose.DECRYPT).encrypt(algorithm, plaintext, random));
    }

    @Override
    public HsmCall<SecretBytes> decrypting(
            WrappedKey key, AesEncryption algorithm, Ciphertext ciphertext) {
        requireFits(algorithm.fits(key.header().spec()));
        return finish ->
                finish.apply(
                        SecretBytes.of(
                                secret(key, KeyPurpose.DECRYPT).decrypt(algorithm, ciphertext)));
    }

    @Override
    public boolean supports(SignatureAlgorithm algorithm, KeySpec spec) {
        return true;
    }

    @Override
    public boolean supports(RsaEncryption algorithm) {
        return true;
    }

    /// A key that was made to be released, as it is wrapped for a recipient.
    byte[] released(WrappedKey key) {
        return switch (key.material()) {
            case KeyMaterial.Pair _ -> opened(key, KeyPurpose.RELEASE).encoded();
            case KeyMaterial.Secret _ -> secret(key, KeyPurpose.RELEASE).bytes().clone();
        };
    }

    private InMemorySecretKey secret(WrappedKey key, KeyPurpose purpose) {
        InMemorySecretKey secret = secrets.get(unsealed(key));
        if (secret == null
                || !(key.material() instanceof KeyMaterial.Secret)
                || !key.header().purposes().contains(purpose)) {
            throw new VaultException.Integrity("stored key is no secret key for this use");
        }
        return secret;
    }

    private InMemoryKeyPair opened(WrappedKey key, KeyPurpose purpose) {
        InMemoryKeyPair pair = pairs.get(unsealed(key));
        if (pair == null
                || !key.header().purposes().contains(purpose)
                || !pair.publicKey().equals(publicKeyOf(key.material()))) {
            throw new VaultException.Integrity("stored key does not match its public key");
        }
        return pair;
    }

    byte[] sealed(TenantKey tenantKey, KeyHeader header, UUID name) {
        byte[] nonce = randomBytes(NONCE_BYTES);
        byte[] plain =
                ByteBuffer.allocate(16)
                        .putLong(name.getMostSignificantBits())
                        .putLong(name.getLeastSignificantBits())
                        .array();
        try {
            byte[] ciphertext =
                    cipher(Cipher.ENCRYPT_MODE, tenantKey, header, nonce).doFinal(plain);
            return ByteBuffer.allocate(nonce.length + ciphertext.length)
                    .put(nonce)
                    .put(ciphertext)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    UUID unsealed(WrappedKey key) {
        byte[] blob = key.material().blob();
        if (blob.length != NONCE_BYTES + 16 + 16) {
            throw new VaultException.Integrity("stored key has the wrong length");
        }
        byte[] nonce = Arrays.copyOf(blob, NONCE_BYTES);
        try {
            ByteBuffer plain =
                    ByteBuffer.wrap(
                            cipher(Cipher.DECRYPT_MODE, key.tenantKey(), key.header(), nonce)
                                    .doFinal(blob, NONCE_BYTES, blob.length - NONCE_BYTES));
            return new UUID(plain.getLong(), plain.getLong());
        } catch (AEADBadTagException e) {
            throw new VaultException.Integrity("stored key does not match its header");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Cipher cipher(int mode, TenantKey tenantKey, KeyHeader header, byte[] nonce)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, derived(tenantKey), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(header.encoded());
        return cipher;
    }

    private SecretKeySpec derived(TenantKey tenantKey) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(root, "HmacSHA256"));
        byte[] bytes =
                new CanonicalBytes("tenant-key/1")
                        .id(tenantKey.tenant().value())
                        .bytes(tenantKey.wrapped())
                        .number(tenantKey.rootVersion())
                        .toBytes();
        return new SecretKeySpec(mac.doFinal(bytes), "AES");
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void requireFits(boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException("algorithm does not fit");
        }
    }
}
