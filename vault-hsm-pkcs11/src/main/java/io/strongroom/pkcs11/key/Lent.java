package io.strongroom.pkcs11.key;

import io.strongroom.core.crypto.ImportedKey;
import io.strongroom.core.crypto.SecretBytes;
import java.util.function.Function;

/// A copy of a secret for work that may run more than once and outlast its caller. It is wiped as
/// soon as it is closed and no work reads it.
///
/// @param <S> the secret
public final class Lent<S> implements AutoCloseable {
    private final S copy;
    private final Runnable wipe;
    private int readers; // guarded by this
    private boolean closed; // guarded by this

    private Lent(S copy, Runnable wipe) {
        this.copy = copy;
        this.wipe = wipe;
    }

    /// Copies a secret, which its owner may then wipe.
    public static Lent<SecretBytes> copyOf(SecretBytes secret) {
        SecretBytes copy = SecretBytes.of(secret.bytes().clone());
        return new Lent<>(copy, copy::close);
    }

    /// Copies a key, which its owner may then wipe.
    public static Lent<ImportedKey> copyOf(ImportedKey key) {
        ImportedKey copy = key.copy();
        return new Lent<>(copy, copy::close);
    }

    /// Reads the secret.
    ///
    /// @throws IllegalStateException if this is closed
    <R> R read(Function<S, R> reader) {
        enter();
        try {
            return reader.apply(copy);
        } finally {
            leave();
        }
    }

    private synchronized void enter() {
        if (closed) {
            throw new IllegalStateException("the caller of this work has gone");
        }
        readers++;
    }

    private synchronized void leave() {
        readers--;
        wipeIfUnused();
    }

    @Override
    public synchronized void close() {
        closed = true;
        wipeIfUnused();
    }

    private void wipeIfUnused() {
        if (closed && readers == 0) {
            wipe.run();
        }
    }
}
