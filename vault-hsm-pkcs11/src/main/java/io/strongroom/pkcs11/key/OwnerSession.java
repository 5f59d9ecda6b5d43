package io.strongroom.pkcs11.key;

import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.ErrorKind;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The session that owns unwrapped keys: it only unwraps and destroys, because they end with it.
/// Not thread-safe.
final class OwnerSession {
    private final Supplier<CryptokiSession> open;
    private @Nullable CryptokiSession session;
    private int epoch;

    OwnerSession(Supplier<CryptokiSession> open) {
        this.open = open;
    }

    CryptokiSession in(int wanted) {
        CryptokiSession current = session;
        if (current == null || epoch != wanted) {
            current = open.get();
            session = current;
            epoch = wanted;
        }
        return current;
    }

    /// Destroys an object of this epoch. One that is gone already is fine.
    void destroy(long object, int now) {
        try {
            in(now).destroy(object);
        } catch (CryptokiException e) {
            afterFailure(e);
        }
    }

    /// Opens another session the next time, when this one is gone and its keys with it.
    void afterFailure(CryptokiException failure) {
        if (failure.kind() == ErrorKind.SESSION_LOST) {
            session = null;
        }
    }
}
