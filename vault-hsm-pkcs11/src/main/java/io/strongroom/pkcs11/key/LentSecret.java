package io.strongroom.pkcs11.key;

import io.strongroom.core.crypto.SecretBytes;
import java.util.Arrays;
import java.util.function.Function;

/// A copy of secret bytes for work that may run more than once and outlast its caller. It is wiped
/// as soon as it is closed and no work reads it.
public final class LentSecret implements AutoCloseable {
    private final byte[] bytes;
    private int readers; // guarded by this
    private boolean closed; // guarded by this

    private LentSecret(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Copies a secret, which its owner may then wipe.
    public static LentSecret copyOf(SecretBytes secret) {
        return new LentSecret(secret.bytes().clone());
    }

    /// Reads the bytes.
    ///
    /// @throws IllegalStateException if this is closed
    <R> R read(Function<byte[], R> reader) {
        enter();
        try {
            return reader.apply(bytes);
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
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
