package io.strongroom.pkcs11;

import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.Sealer;

/// An HSM that was found fit: its root keys are there and are what they must be, and every
/// mechanism that is used was tried.
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class Pkcs11Hsm implements AutoCloseable {
    private final Pkcs11Settings settings;

    private Pkcs11Hsm(Pkcs11Settings settings) {
        this.settings = settings;
    }

    /// Opens the HSM.
    ///
    /// @throws HsmStartException when it is not fit, with one line that says why
    public static Pkcs11Hsm open(Pkcs11Settings settings) {
        return new Pkcs11Hsm(settings);
    }

    public KeyProvider keyProvider() {
        throw new UnsupportedOperationException(settings.toString());
    }

    public Sealer sealer() {
        throw new UnsupportedOperationException(settings.toString());
    }

    /// Makes a canary of the keys that are there now.
    public Canary newCanary() {
        throw new UnsupportedOperationException(settings.toString());
    }

    /// Requires that the keys are those that the canary was made with, now and after every
    /// re-initialisation from now on.
    ///
    /// @throws HsmStartException when they are not
    public void requireCanary(Canary canary) {
        throw new UnsupportedOperationException(settings.toString() + canary);
    }

    /// Tries the HSM: one cheap round trip, which also brings a lost device back.
    public HsmHealth health() {
        throw new UnsupportedOperationException(settings.toString());
    }

    public HsmStatistics statistics() {
        throw new UnsupportedOperationException(settings.toString());
    }

    /// Waits for the operations that run and finalises the module.
    @Override
    public void close() {}
}
