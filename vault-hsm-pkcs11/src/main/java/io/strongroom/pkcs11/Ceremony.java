package io.strongroom.pkcs11;

import java.io.PrintStream;
import java.util.List;

/// Makes the root keys, the seal key and the audit key of an installation. Nothing else ever makes
/// one.
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class Ceremony {
    private Ceremony() {}

    /// Makes the keys, and says what it made.
    ///
    /// @throws HsmStartException when one of them exists already, or the token is not fit
    public static void perform(CeremonySettings settings, PrintStream out) {
        throw new UnsupportedOperationException("%s %s".formatted(settings, out));
    }

    /// The command line `--module FILE --token LABEL --so-pin-file FILE --pin-file FILE`, with
    /// `--reserved TEXT` for modules that want it and `--initialize-token` for a token that is not
    /// initialised yet.
    ///
    /// @param arguments what follows the word `ceremony`
    /// @return exit code: 0 done, 1 refused, 2 not understood
    public static int command(List<String> arguments, PrintStream out, PrintStream err) {
        throw new UnsupportedOperationException("%s %s %s".formatted(arguments, out, err));
    }
}
