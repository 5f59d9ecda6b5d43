package io.strongroom.pkcs11.session;

import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A place in the pool, and the session in it: opened when it is needed, replaced when it is
/// broken. Used by its thread, or by whoever holds the whole pool.
final class PooledSession {
    private final Supplier<CryptokiSession> open;
    private @Nullable CryptokiSession session;

    PooledSession(Supplier<CryptokiSession> open) {
        this.open = open;
    }

    boolean isOpen() {
        return session != null;
    }

    CryptokiSession session() {
        CryptokiSession current = session;
        if (current == null) {
            current = open.get();
            session = current;
        }
        return current;
    }

    /// Closes the session; the next use opens another one.
    void replace() {
        if (session != null) {
            session.close();
            forget();
        }
    }

    /// Drops a session that ended with its epoch.
    void forget() {
        session = null;
    }

    boolean poisoned() {
        return session != null && session.poisoned();
    }
}
