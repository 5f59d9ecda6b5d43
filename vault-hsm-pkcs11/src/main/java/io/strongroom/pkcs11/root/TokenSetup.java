package io.strongroom.pkcs11.root;

import io.strongroom.pkcs11.cryptoki.Cryptoki;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.Token;
import io.strongroom.pkcs11.cryptoki.UserType;
import io.strongroom.pkcs11.session.HsmStartException;
import io.strongroom.pkcs11.session.PinFile;
import io.strongroom.pkcs11.session.Pkcs11Module;
import java.io.PrintStream;

/// Initialises an empty token: gives it its label, its security officer's PIN and its user's PIN
/// (`C_InitToken`, `C_InitPIN`). It never changes a token that is initialised. The process must not
/// be using the module.
public final class TokenSetup {
    private static final String FAILURE = "token \"%s\" cannot be initialised: %s";

    private TokenSetup() {}

    /// Whether the module has an initialised token with the label.
    public static boolean exists(CeremonySettings settings) {
        return CeremonyModule.use(
                settings, FAILURE, cryptoki -> exists(cryptoki, settings.tokenLabel()));
    }

    /// Initialises the first token that is not initialised yet.
    ///
    /// @throws HsmStartException if a token with the label exists, or all tokens are initialised
    public static void initialize(CeremonySettings settings, PrintStream out) {
        CeremonyModule.use(settings, FAILURE, cryptoki -> initialize(cryptoki, settings));
        out.printf("Token \"%s\" is initialised.%n", settings.tokenLabel());
    }

    private static boolean initialize(Cryptoki cryptoki, CeremonySettings settings) {
        String label = settings.tokenLabel();
        if (exists(cryptoki, label)) {
            throw new HsmStartException(
                    "there is a token labelled \"" + label + "\" already; it is left alone");
        }
        long slot =
                cryptoki.tokens().stream()
                        .filter(token -> !token.initialized())
                        .findFirst()
                        .map(Token::slot)
                        .orElseThrow(() ->
                                new HsmStartException(
                                        "the module has no token left to initialise"));
        PinFile soPin = new PinFile(settings.soPinFile()).requirePrivate();
        PinFile userPin = new PinFile(settings.pinFile()).requirePrivate();
        soPin.use(pin -> cryptoki.initializeToken(slot, pin, label));
        // modules such as SoftHSM give the token another slot once it is initialised
        CryptokiSession session = cryptoki.openSession(Pkcs11Module.find(cryptoki, label).slot());
        try {
            soPin.use(pin -> session.login(UserType.SECURITY_OFFICER, pin));
            userPin.use(session::initializePin);
            session.logout();
        } finally {
            session.close();
        }
        return true;
    }

    private static boolean exists(Cryptoki cryptoki, String label) {
        return cryptoki.tokens().stream()
                .anyMatch(token -> token.initialized() && token.label().equals(label));
    }
}
