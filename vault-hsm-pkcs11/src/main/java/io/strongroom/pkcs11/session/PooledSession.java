package io.strongroom.pkcs11.session;

import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The two sessions of a thread: one for operations, which is replaced when it is broken, and one
/// that owns the keys that the thread unwraps. Used by its thread, or by the thread that has
/// drained the pool.
final class PooledSession {
    private final Supplier<CryptokiSession> open;
    private @Nullable CryptokiSession session;
    private @Nullable OwnerSession owner;

    /// @param open opens a session in the current epoch
    PooledSession(Supplier<CryptokiSession> open) {
        this.open = open;
    }

    /// Whether both sessions are open.
    boolean isOpen() {
        return session != null && owner != null && !owner.isLost();
    }

    /// Leases the sessions; opens them if they are not open.
    Lease lease(RootKeys roots, int epoch) {
        return new Lease(session(), owner(epoch), roots, epoch);
    }

    /// Opens the sessions.
    void open(int epoch) {
        session();
        owner(epoch);
    }

    /// Closes the session for operations; the next lease opens another one.
    void replace() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    /// Drops sessions that ended with their epoch.
    void forget() {
        session = null;
        owner = null;
    }

    /// Whether an operation may still be active.
    boolean poisoned() {
        return session != null && session.poisoned();
    }

    private CryptokiSession session() {
        CryptokiSession current = session;
        if (current == null) {
            current = open.get();
            session = current;
        }
        return current;
    }

    private OwnerSession owner(int epoch) {
        OwnerSession current = owner;
        if (current == null || !current.isValid(epoch)) {
            current = new OwnerSession(open.get(), epoch);
            owner = current;
        }
        return current;
    }
}
