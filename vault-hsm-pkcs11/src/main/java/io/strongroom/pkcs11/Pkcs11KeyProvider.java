package io.strongroom.pkcs11;

import io.strongroom.core.Continuation;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.EncryptionAlgorithm;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.KeyPurpose;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.NewKey;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.identity.TenantId;
import io.strongroom.pkcs11.Lease.Work;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// [KeyProvider] on a token.
final class Pkcs11KeyProvider implements KeyProvider {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Device device;
    private final VendorProfile profile;
    private final TenantKeys tenantKeys;
    private final KeyMaker maker;
    private final HandleCache<HandleKey, WrappedKey> handles;

    /// Making an RSA key takes seconds: half of the sessions stay free for other work.
    private final Semaphore making;

    private final long timeoutMillis;
    private final LongAdder refusals = new LongAdder();

    Pkcs11KeyProvider(
            Device device,
            VendorProfile profile,
            TenantKeys tenantKeys,
            KeyMaker maker,
            KeyOpener opener,
            Pkcs11Settings settings,
            Supplier<CryptokiSession> open) {
        this.device = device;
        this.profile = profile;
        this.tenantKeys = tenantKeys;
        this.maker = maker;
        this.handles =
                new HandleCache<>(
                        settings.sessions(),
                        settings.cachedKeys(),
                        KeyOpener::same,
                        (lease, owner, use, key) -> opener.open(lease, owner, key, use.purpose()),
                        open);
        this.making = new Semaphore(Math.max(1, settings.sessions() / 2));
        this.timeoutMillis = settings.timeout().toMillis();
    }

    @Override
    public int rootVersion() {
        return device.roots().version();
    }

    @Override
    public TenantKey createTenantKey(TenantId tenant) {
        return run(lease -> tenantKeys.create(lease, tenant));
    }

    @Override
    public NewKey generate(TenantKey tenantKey, KeyHeader header) {
        maker.requireSupported(header.spec());
        requireTurn();
        try {
            return run(lease -> maker.make(lease, tenantKey, header));
        } finally {
            making.release();
        }
    }

    @Override
    public <R> R sign(
            WrappedKey key,
            SignatureAlgorithm algorithm,
            byte[] digest,
            Continuation<byte[], R> then) {
        if (!algorithm.fits(key.header().spec()) || digest.length != algorithm.hash().bytes()) {
            throw new IllegalArgumentException(algorithm + " does not fit the key or the digest");
        }
        Mechanism mechanism = Mechanisms.of(algorithm);
        byte[] input = Mechanisms.input(algorithm, digest);
        HandleKey handleKey = new HandleKey(key.header().version(), KeyPurpose.SIGN);
        return run(
                lease ->
                        handles.use(
                                lease,
                                handleKey,
                                key,
                                handle -> lease.session().sign(mechanism, handle, input)),
                then);
    }

    @Override
    public <R> R decrypt(
            WrappedKey key,
            EncryptionAlgorithm algorithm,
            byte[] ciphertext,
            Continuation<byte[], R> then) {
        OaepRoute route = profile.oaep().get(algorithm);
        if (route == null || !(key.header().spec() instanceof Rsa spec)) {
            throw new IllegalArgumentException(algorithm + " does not fit the key or the HSM");
        }
        if (ciphertext.length != spec.modulusBytes()) {
            throw wrongCiphertext();
        }
        HandleKey handleKey = new HandleKey(key.header().version(), KeyPurpose.DECRYPT);
        return run(
                lease ->
                        handles.use(
                                lease,
                                handleKey,
                                key,
                                handle -> decrypt(lease, handle, route, algorithm, ciphertext)),
                then);
    }

    @Override
    public boolean supports(EncryptionAlgorithm algorithm) {
        return profile.oaep().containsKey(algorithm);
    }

    /// Keys that were not made because others were being made.
    long refusals() {
        return refusals.sum();
    }

    HandleCache<HandleKey, WrappedKey> handles() {
        return handles;
    }

    private static byte[] decrypt(
            Lease lease,
            long handle,
            OaepRoute route,
            EncryptionAlgorithm algorithm,
            byte[] ciphertext) {
        try {
            return switch (route) {
                case NATIVE ->
                        lease.session()
                                .decrypt(Mechanisms.oaep(algorithm.hash()), handle, ciphertext);
                case RAW_RSA -> {
                    byte[] block = lease.session().decrypt(Mechanisms.RAW_RSA, handle, ciphertext);
                    yield OaepDecoding.decode(block, ciphertext.length, algorithm.hash())
                            .orElseThrow(Pkcs11KeyProvider::wrongCiphertext);
                }
            };
        } catch (CryptokiException e) {
            if (lease.blamesRequest(e)) {
                throw wrongCiphertext();
            }
            throw e;
        }
    }

    /// The one answer to every ciphertext that is none.
    private static VaultException wrongCiphertext() {
        return new VaultException(Problem.BAD_PARAMETER, "The ciphertext cannot be decrypted.");
    }

    private <R> R run(Work<R> work) {
        return run(work, Continuation.none());
    }

    private <T, R> R run(Work<T> work, Continuation<T, R> then) {
        try {
            return device.run(work, then);
        } catch (CryptokiException e) {
            throw new IllegalStateException("the HSM refused an operation that it must know", e);
        }
    }

    private void requireTurn() {
        try {
            if (making.tryAcquire(timeoutMillis, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        refusals.increment();
        throw new VaultException.Busy("The HSM is busy making keys. Try again later.", RETRY_AFTER);
    }
}
