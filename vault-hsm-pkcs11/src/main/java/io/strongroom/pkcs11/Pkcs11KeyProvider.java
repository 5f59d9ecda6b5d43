package io.strongroom.pkcs11;

import io.strongroom.core.Continuation;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.EncryptionAlgorithm;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.NewKey;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.identity.TenantId;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.key.StoredKeys;
import io.strongroom.pkcs11.session.Device;
import io.strongroom.pkcs11.session.Lease.Work;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// [KeyProvider] on a token.
final class Pkcs11KeyProvider implements KeyProvider {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Device device;
    private final StoredKeys keys;

    /// Making an RSA key takes seconds: half of the sessions stay free for other work.
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
    public int rootVersion() {
        return device.roots().version();
    }

    @Override
    public TenantKey createTenantKey(TenantId tenant) {
        return run(keys.makingTenantKey(tenant));
    }

    @Override
    public NewKey generate(TenantKey tenantKey, KeyHeader header) {
        Work<NewKey> work = keys.making(tenantKey, header);
        requireTurn();
        try {
            return run(work);
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
        return run(keys.signing(key, algorithm, digest), then);
    }

    @Override
    public <R> R decrypt(
            WrappedKey key,
            EncryptionAlgorithm algorithm,
            byte[] ciphertext,
            Continuation<byte[], R> then) {
        return run(keys.decrypting(key, algorithm, ciphertext), then);
    }

    @Override
    public boolean supports(EncryptionAlgorithm algorithm) {
        return keys.supports(algorithm);
    }

    /// Keys that were not made because others were being made.
    long refusals() {
        return refusals.sum();
    }

    private <R> R run(Work<R> work) {
        return run(work, Continuation.none());
    }

    private <T, R> R run(Work<T> work, Continuation<T, R> then) {
        try {
            return device.run(work, then);
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
