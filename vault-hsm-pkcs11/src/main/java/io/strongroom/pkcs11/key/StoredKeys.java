package io.strongroom.pkcs11.key;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.AesEncryption;
import io.strongroom.core.crypto.Ciphertext;
import io.strongroom.core.crypto.ImportedKey;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.KeyPurpose;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.PublicKeyOperations;
import io.strongroom.core.crypto.ReleaseWrapping;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.crypto.SecretBytes;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.crypto.TransferredKey;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.identity.TenantId;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import io.strongroom.pkcs11.session.Lease;
import io.strongroom.pkcs11.session.Lease.Work;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Makes and uses the keys that the database stores wrapped. Most methods return the work for a
/// session; nothing reaches the HSM before that work runs. The work reads copies of the arrays that
/// were passed in, because it can outlast its caller.
public final class StoredKeys {
    /// An HSM needs seconds for an RSA key.
    private static final Duration MAKING = Duration.ofSeconds(60);

    private final VendorProfile profile;
    private final TenantKeys tenantKeys;
    private final KeyPairMaker pairMaker;
    private final SecretKeyMaker secretMaker;
    private final KeyImporter importer;
    private final TransferImporter transferImporter;
    private final KeyOpener opener;
    private final RecipientWrapping releasing;
    private final HandleCache<HandleKey, WrappedKey> handles;

    /// @param capacity maximum number of unwrapped private keys, and of tenants' keys
    /// @param openTimeout how long a thread waits while another unwraps the same key
    public StoredKeys(
            VendorProfile profile,
            PublicKeyOperations publicKeys,
            int capacity,
            Duration openTimeout) {
        this.profile = profile;
        this.tenantKeys = new TenantKeys(profile.keyWrap(), capacity, openTimeout);
        this.pairMaker = new KeyPairMaker(profile, tenantKeys);
        this.secretMaker = new SecretKeyMaker(profile, tenantKeys);
        this.opener = new KeyOpener(profile, tenantKeys, publicKeys);
        this.releasing = new RecipientWrapping(profile, opener);
        this.importer = new KeyImporter(profile, tenantKeys, opener, publicKeys);
        this.transferImporter = new TransferImporter(profile, opener, importer);
        this.handles =
                new HandleCache<>(
                        capacity,
                        openTimeout,
                        key -> key.header().key().vault().tenant(),
                        (lease, use, key) -> opener.open(lease, key, use.purpose()));
    }

    /// Makes a tenant's key.
    public Work<TenantKey> makingTenantKey(TenantId tenant) {
        return lease -> tenantKeys.create(lease, tenant);
    }

    /// Makes a key pair or a secret key.
    ///
    /// @throws VaultException if the token has no such keys
    public Work<KeyMaterial> making(TenantKey tenantKey, KeyHeader header) {
        requireSupported(header.spec());
        return switch (header.spec()) {
            case Rsa _, Ec _ ->
                    Work.slow(MAKING, lease -> pairMaker.make(lease, tenantKey, header));
            case Oct spec -> lease -> secretMaker.make(lease, tenantKey, header, spec);
        };
    }

    /// Brings a key of a caller into the token. The work throws a [VaultException] about
    /// `BAD_PARAMETER` if its private half does not work as its public half says.
    ///
    /// @throws VaultException if the token has no such keys
    public Work<KeyMaterial> importing(
            TenantKey tenantKey, KeyHeader header, Lent<ImportedKey> key) {
        requireSupported(header.spec());
        return lease -> key.read(lent -> importer.bring(lease, tenantKey, header, lent));
    }

    /// Unwraps a key of a caller in the token. The work throws a [VaultException] about
    /// `BAD_PARAMETER` for one that does not unwrap.
    public Work<WrappedKey> importing(
            TenantKey tenantKey, TransferredKey key, Function<KeySpec, KeyHeader> headers) {
        return lease -> transferImporter.bring(lease, tenantKey, key, headers);
    }

    /// Whether the token unwraps keys of callers.
    public boolean supportsTransfer() {
        return profile.transfer() != null;
    }

    /// Signs a digest.
    ///
    /// @throws IllegalArgumentException if the algorithm does not fit the key or the digest
    public Work<byte[]> signing(WrappedKey key, SignatureAlgorithm algorithm, byte[] digest) {
        if (!algorithm.fits(key.header().spec()) || digest.length != algorithm.hash().bytes()) {
            throw new IllegalArgumentException(algorithm + " does not fit the key or the digest");
        }
        Mechanism mechanism = Mechanisms.of(algorithm);
        byte[] input = Mechanisms.input(algorithm, digest.clone());
        HandleKey handleKey = new HandleKey(key, KeyPurpose.SIGN);
        return Work.secret(
                lease ->
                        handles.use(
                                lease,
                                handleKey,
                                key,
                                handle -> lease.session().sign(mechanism, handle, input)),
                signature -> Arrays.fill(signature, (byte) 0));
    }

    /// Decrypts a ciphertext. The work throws `InvalidCiphertext` for every invalid one.
    ///
    /// @throws IllegalArgumentException if the algorithm does not fit the key or the token
    public Work<SecretBytes> decrypting(
            WrappedKey key, RsaEncryption algorithm, byte[] ciphertext) {
        RsaRoute route = profile.rsa().get(algorithm);
        if (route == null
                || !(key.material() instanceof KeyMaterial.Pair(RsaPublicKey publicKey, _))) {
            throw new IllegalArgumentException(algorithm + " does not fit the key or the HSM");
        }
        RsaInput input = RsaInput.of(ciphertext, publicKey);
        return decrypting(
                key,
                (session, handle) ->
                        route.decrypt(session, handle, algorithm, input.bytes())
                                .filter(_ -> input.genuine()));
    }

    /// Encrypts with a secret key.
    ///
    /// @throws IllegalArgumentException if the algorithm does not fit the key
    public Work<Ciphertext> encrypting(
            WrappedKey key,
            AesEncryption algorithm,
            Lent<SecretBytes> plaintext,
            byte[] iv,
            byte[] additionalData) {
        requireFits(key, algorithm);
        byte[] vector = iv.clone();
        byte[] authenticated = additionalData.clone();
        HandleKey handleKey = new HandleKey(key, KeyPurpose.DECRYPT);
        return lease ->
                handles.use(
                        lease,
                        handleKey,
                        key,
                        handle ->
                                plaintext.read(lent ->
                                        new AesCipher(lease.session(), handle)
                                                .encrypt(
                                                        algorithm,
                                                        lent.bytes(),
                                                        vector,
                                                        authenticated)));
    }

    /// Decrypts with a secret key. The work throws `InvalidCiphertext`, the same for every invalid
    /// ciphertext.
    ///
    /// @throws IllegalArgumentException if the algorithm does not fit the key
    public Work<SecretBytes> decrypting(
            WrappedKey key, AesEncryption algorithm, Ciphertext ciphertext) {
        requireFits(key, algorithm);
        Ciphertext input =
                new Ciphertext(
                        ciphertext.value().clone(),
                        ciphertext.iv().clone(),
                        ciphertext.additionalData().clone(),
                        ciphertext.tag().clone());
        return decrypting(
                key, (session, handle) -> new AesCipher(session, handle).decrypt(algorithm, input));
    }

    /// Wraps a key for a recipient. The work throws a [VaultException.Integrity] if the key was not
    /// made to be released.
    ///
    /// @throws IllegalArgumentException if the token cannot wrap in this way
    public Work<byte[]> releasing(
            WrappedKey key, RsaPublicKey recipient, ReleaseWrapping wrapping) {
        if (!supports(wrapping)) {
            throw new IllegalArgumentException("the HSM does not support " + wrapping);
        }
        return lease -> releasing.wrap(lease, key, recipient, wrapping);
    }

    private interface Decryption {
        Optional<byte[]> with(CryptokiSession session, long handle);
    }

    private Work<SecretBytes> decrypting(WrappedKey key, Decryption decryption) {
        HandleKey handleKey = new HandleKey(key, KeyPurpose.DECRYPT);
        return Work.secret(
                lease ->
                        SecretBytes.of(
                                handles.use(
                                        lease,
                                        handleKey,
                                        key,
                                        handle ->
                                                valid(
                                                        lease,
                                                        () ->
                                                                decryption.with(
                                                                        lease.session(), handle)))),
                SecretBytes::close);
    }

    private static void requireFits(WrappedKey key, AesEncryption algorithm) {
        if (!algorithm.fits(key.header().spec())) {
            throw new IllegalArgumentException(algorithm + " does not fit the key");
        }
    }

    /// Opens a key for signing, past the cache, and destroys the handle.
    ///
    /// @throws VaultException.Integrity if the key is not what was stored
    public void requireOpens(Lease lease, WrappedKey key) {
        lease.destroy(opener.open(lease, key, KeyPurpose.SIGN));
    }

    /// The work of backups.
    public BackupKeys backups() {
        return new BackupKeys(profile.keyWrap(), tenantKeys);
    }

    public boolean supports(SignatureAlgorithm algorithm, KeySpec spec) {
        return profile.supports(algorithm, spec);
    }

    public boolean supports(RsaEncryption algorithm) {
        return profile.rsa().containsKey(algorithm);
    }

    public boolean supports(ReleaseWrapping wrapping) {
        return profile.releases().contains(wrapping);
    }

    /// Uses of a private key whose handle was in the cache.
    public long hits() {
        return handles.hits();
    }

    /// Uses of a private key that was unwrapped first.
    public long misses() {
        return handles.misses();
    }

    /// Private keys that were destroyed to make room for others.
    public long evictions() {
        return handles.evictions();
    }

    /// Handles of private keys in the cache.
    public int cached() {
        return handles.size();
    }

    private void requireSupported(KeySpec spec) {
        if (spec instanceof KeySpec.Ec(var curve) && !profile.curves().contains(curve)) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "The HSM of this vault does not support keys on curve %s."
                            .formatted(curve.jwaName()));
        }
    }

    private static byte[] valid(Lease lease, Supplier<Optional<byte[]>> decryption) {
        try {
            return decryption.get().orElseThrow(VaultException.InvalidCiphertext::new);
        } catch (CryptokiException e) {
            if (lease.blamesRequest(e)) {
                throw new VaultException.InvalidCiphertext();
            }
            throw e;
        }
    }
}
