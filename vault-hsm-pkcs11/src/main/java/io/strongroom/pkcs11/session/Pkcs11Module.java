package io.strongroom.pkcs11.session;

import io.strongroom.pkcs11.cryptoki.Cryptoki;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.ErrorKind;
import io.strongroom.pkcs11.cryptoki.ReturnValue;
import io.strongroom.pkcs11.cryptoki.Token;
import io.strongroom.pkcs11.cryptoki.UserType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The life of a module and of the login to one token. The epoch counts initialisations; what was
/// obtained in an older one is void. A keeper session that does nothing else keeps the login, which
/// would end with the last session.
///
/// Not thread-safe, except for the epoch: while a thread initialises, no other may be in the
/// module.
public final class Pkcs11Module {
    private final Cryptoki cryptoki;
    private final String tokenLabel;
    private final PinFile pin;
    private final @Nullable String reserved;
    private final AtomicInteger epoch = new AtomicInteger();
    private long slot;
    private @Nullable CryptokiSession keeper;
    private boolean pinRefused;

    public Pkcs11Module(
            Cryptoki cryptoki, String tokenLabel, Path pinFile, @Nullable String reserved) {
        this.cryptoki = cryptoki;
        this.tokenLabel = tokenLabel;
        this.pin = new PinFile(pinFile);
        this.reserved = reserved;
    }

    /// Loads a module's library.
    ///
    /// @throws HsmStartException if the file is not a PKCS#11 module
    public static Cryptoki load(Path library) {
        if (!Files.isRegularFile(library)) {
            throw new HsmStartException("there is no PKCS#11 module " + library);
        }
        try {
            return Cryptoki.load(library);
        } catch (IllegalArgumentException | CryptokiException e) {
            throw new HsmStartException("cannot load the PKCS#11 module " + library, e);
        }
    }

    /// The slot of the token with the label: slots are renumbered when the module is initialised.
    ///
    /// @throws HsmStartException if not exactly one token has the label
    public static Token find(Cryptoki cryptoki, String label) {
        List<Token> found =
                cryptoki.tokens().stream()
                        .filter(token -> token.initialized() && token.label().equals(label))
                        .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new HsmStartException(
                found.isEmpty()
                        ? "the module has no token labelled \"" + label + "\""
                        : "the module has more than one token labelled \"" + label + "\"");
    }

    int epoch() {
        return epoch.get();
    }

    String tokenLabel() {
        return tokenLabel;
    }

    /// Initialises, finds the token and logs in.
    ///
    /// @throws HsmStartException if that is impossible; always, once the PIN was refused
    /// @throws CryptokiException if the module returns an error
    public void initialize() {
        requirePinNotRefused();
        if (epoch.getAndIncrement() == 0) { // later the login matters more than the permissions
            pin.requirePrivate();
        }
        keeper = null;
        cryptoki.initialize(reserved);
        slot = find(cryptoki, tokenLabel).slot();
        CryptokiSession session = openSession();
        login(session);
        keeper = session;
    }

    /// Finalises the module in any state, and initialises it.
    void reinitialize() {
        requirePinNotRefused();
        cryptoki.finish();
        initialize();
    }

    public CryptokiSession openSession() {
        return cryptoki.openSession(slot);
    }

    /// Logs out and finalises.
    public void close() {
        try {
            if (keeper != null) {
                keeper.logout();
            }
        } catch (CryptokiException _) {
            // the module may return an error; it is finalised anyway
        }
        keeper = null;
        cryptoki.finish();
    }

    private void login(CryptokiSession session) {
        try {
            pin.use(bytes -> session.login(UserType.USER, bytes));
        } catch (CryptokiException e) {
            if (e.returnValue() == ReturnValue.USER_ALREADY_LOGGED_IN) {
                return;
            }
            pinRefused = e.kind() == ErrorKind.PIN;
            requirePinNotRefused();
            throw e;
        }
    }

    /// A PIN is tried once: tokens lock after a few wrong ones.
    private void requirePinNotRefused() {
        if (pinRefused) {
            throw new HsmStartException(
                    "token \"%s\" refuses the PIN in %s; it is not tried again before a restart"
                            .formatted(tokenLabel, pin));
        }
    }
}
