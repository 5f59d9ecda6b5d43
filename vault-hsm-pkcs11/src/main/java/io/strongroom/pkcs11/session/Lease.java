package io.strongroom.pkcs11.session;

import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.ErrorKind;
import io.strongroom.pkcs11.cryptoki.ReturnValue;

/// What an operation works with: a session that is its own for the time, and the root keys of the
/// epoch, which cannot end before the operation does.
public record Lease(CryptokiSession session, RootKeys roots, int epoch) {

    /// What may be done with a lease.
    @FunctionalInterface
    public interface Work<R> {
        R with(Lease lease);
    }

    /// Whether an error is the fault of the request or its key material. Where the module does not
    /// say so plainly, a round trip shows whether the device is still there.
    ///
    /// @throws CryptokiException when it is not
    public boolean blamesRequest(CryptokiException error) {
        if (error.kind() == ErrorKind.UNCLEAR) {
            requireDevice();
            return true;
        }
        return error.kind() == ErrorKind.REQUEST;
    }

    private void requireDevice() {
        try {
            roots.probe(session);
        } catch (CryptokiException e) {
            throw new CryptokiException("probe after an unclear answer", ReturnValue.DEVICE_ERROR);
        }
    }
}
