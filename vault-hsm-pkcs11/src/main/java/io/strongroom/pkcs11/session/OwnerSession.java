package io.strongroom.pkcs11.session;

import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.ErrorKind;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import io.strongroom.pkcs11.cryptoki.Template;

/// A session that owns unwrapped keys. It only unwraps, so that it is never closed because of
/// another operation: its keys end with it. One thread uses it at a time; its keys are used by all
/// sessions.
public final class OwnerSession {
    private final CryptokiSession session;
    private final int epoch;
    private volatile boolean lost;

    public OwnerSession(CryptokiSession session, int epoch) {
        this.session = session;
        this.epoch = epoch;
    }

    /// Unwraps a key, which this session owns from then on.
    public long unwrap(Mechanism mechanism, long root, byte[] wrapped, Template template) {
        try {
            return session.unwrap(mechanism, root, wrapped, template);
        } catch (CryptokiException e) {
            if (e.kind() == ErrorKind.SESSION_LOST) {
                lost = true;
            }
            throw e;
        }
    }

    /// Whether the keys of this session can be used in an epoch. A module may give their handles to
    /// other keys once the session is lost.
    public boolean isValid(int current) {
        return !lost && epoch == current;
    }

    boolean isLost() {
        return lost;
    }

    /// Closes the session; its keys end.
    void close() {
        lost = true;
        session.close();
    }
}
