package io.strongroom.pkcs11;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.AesEncryption;
import io.strongroom.core.crypto.Ciphertext;
import io.strongroom.core.crypto.HsmCall;
import io.strongroom.core.crypto.ImportedKey;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.Plaintext;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.crypto.SecretBytes;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.crypto.TransferredKey;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.key.Lent;
import io.strongroom.pkcs11.key.StoredKeys;
import io.strongroom.pkcs11.session.Device;
import io.strongroom.pkcs11.session.Lease.Work;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;

/// [KeyProvider] on a token.
final class Pkcs11KeyProvider implements KeyProvider {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Device device;
    private final StoredKeys keys;

    /// Generating an RSA key takes seconds: half of the sessions stay free for other work.
    private final Semaphore making;

    private final long timeoutMillis;
    private final LongAdder refusals = new LongAdder();

    /// @param timeout how long a new key waits until it may be made
    Pkcs11KeyProvider(Device device, StoredKeys keys, int sessions, Duration timeout) {
        this.device = device;
        this.keys = keys;
        this.making = new Semaphore(Math.max(1, sessions / 2));
        this.timeoutMillis = timeout.toMillis();
    }

    @Override
    public PoolName pool() {
        return PoolName.LOCAL;
    }

    @Override
    public int rootVersion() {
        return device.roots().version();
    }

    @Override
    public TenantKey createTenantKey(TenantId tenant) {
        return run(keys.makingTenantKey(tenant));
    }

    @Override
    public KeyMaterial generate(TenantKey tenantKey, KeyHeader header) {
        requireReleasable(header);
        Work<KeyMaterial> work = keys.making(tenantKey, header);
        requireTurn();
        try {
            return run(work);
        } finally {
            making.release();
        }
    }

    @Override
    public KeyMaterial importKey(TenantKey tenantKey, KeyHeader header, ImportedKey key) {
        requireReleasable(header);
        try (Lent<ImportedKey> lent = Lent.copyOf(key)) {
            return run(keys.importing(tenantKey, header, lent));
        }
    }

    @Override
    public boolean supportsTransfer() {
        return keys.supportsTransfer();
    }

    @Override
    public WrappedKey importTransferred(
            TenantKey tenantKey, TransferredKey key, Function<KeySpec, KeyHeader> header) {
        return run(keys.importing(tenantKey, key, header));
    }

    @Override
    public HsmCall<byte[]> signing(WrappedKey key, SignatureAlgorithm algorithm, byte[] digest) {
        return call(keys.signing(key, algorithm, digest));
    }

    @Override
    public HsmCall<SecretBytes> decrypting(
            WrappedKey key, RsaEncryption algorithm, byte[] ciphertext) {
        return call(keys.decrypting(key, algorithm, ciphertext));
    }

    @Override
    public HsmCall<Ciphertext> encrypting(
            WrappedKey key, AesEncryption algorithm, Plaintext plaintext) {
        return finish -> {
            try (Lent<SecretBytes> lent = Lent.copyOf(plaintext.value())) {
                return call(keys.encrypting(
                                key, algorithm, lent, plaintext.iv(), plaintext.additionalData()))
                        .then(finish);
            }
        };
    }

    @Override
    public HsmCall<SecretBytes> decrypting(
            WrappedKey key, AesEncryption algorithm, Ciphertext ciphertext) {
        return call(keys.decrypting(key, algorithm, ciphertext));
    }

    @Override
    public boolean supports(SignatureAlgorithm algorithm, KeySpec spec) {
        return keys.supports(algorithm, spec);
    }

    @Override
    public boolean supports(RsaEncryption algorithm) {
        return keys.supports(algorithm);
    }

    /// Number of keys that were not generated because too many others were being generated.
    long refusals() {
        return refusals.sum();
    }

    /// A key that is made to be released needs a root key that older installations do not have.
    private void requireReleasable(KeyHeader header) {
        if (header.exportable() && device.roots().releaseRoot(header.rootVersion()).isEmpty()) {
            throw new VaultException(
                    Problem.BAD_PARAMETER, "The HSM of this vault has no keys for release.");
        }
    }

    private <T> HsmCall<T> call(Work<T> work) {
        return finish -> checked(() -> device.run(work, finish));
    }

    private <R> R run(Work<R> work) {
        return checked(() -> device.run(work));
    }

    private static <R> R checked(Supplier<R> call) {
        try {
            return call.get();
        } catch (CryptokiException e) {
            throw new IllegalStateException("the HSM refused an operation that it supports", e);
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
