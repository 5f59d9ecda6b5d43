package io.strongroom.pkcs11;

import java.io.PrintStream;

/// Initialises an empty token: gives it its label, its security officer's PIN and its user's PIN.
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class TokenSetup {
    private TokenSetup() {}

    /// Whether the module has an initialised token with the label.
    public static boolean exists(CeremonySettings settings) {
        throw new UnsupportedOperationException("%s".formatted(settings));
    }

    /// Initialises the first slot whose token is not initialised.
    ///
    /// @throws HsmStartException when a token with the label exists already, or no slot is free
    public static void initialize(CeremonySettings settings, PrintStream out) {
        throw new UnsupportedOperationException("%s %s".formatted(settings, out));
    }
}
