package io.strongroom.pkcs11;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.strongroom.pkcs11.cryptoki.Cryptoki;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.UserType;
import io.strongroom.pkcs11.root.Ceremony;
import io.strongroom.pkcs11.root.CeremonySettings;
import io.strongroom.pkcs11.root.TokenPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// NSS softoken as a second kind of token: other mechanism numbers, other errors, no policy.
public final class Nss {
    public static final String LABEL = "NSS Certificate DB";

    private static final Path LIBRARY = Path.of("/usr/lib/x86_64-linux-gnu/libsoftokn3.so");
    private static final byte[] PIN = SoftHsm.ascii("nss-pin-12345");

    private Nss() {}

    /// A fresh database with a PIN. Skips the test, visibly, where NSS is not installed.
    public static CeremonySettings emptyToken() {
        assumeTrue(
                Files.isRegularFile(LIBRARY),
                "libsoftokn3.so is missing: install libnss3 to run the tests on a second token");
        Path directory = SoftHsm.directory("nss-");
        String reserved =
                "configdir='sql:%s' certPrefix='' keyPrefix='' secmod='secmod.db' flags="
                        .formatted(directory);
        Path pinFile = SoftHsm.written("nss-pin", PIN);
        setPin(reserved);
        return new CeremonySettings(
                LIBRARY, LABEL, pinFile, pinFile, reserved, TokenPolicy.UNENFORCED_FOR_TESTS);
    }

    /// Opens a fresh database with the keys of a ceremony.
    static Pkcs11Hsm opened() {
        CeremonySettings token = emptyToken();
        Ceremony.perform(token, SoftHsm.silent());
        return Pkcs11Hsm.open(opening(token));
    }

    public static Pkcs11Settings opening(CeremonySettings token) {
        return new Pkcs11Settings(
                LIBRARY,
                LABEL,
                token.pinFile(),
                token.reserved(),
                2,
                100,
                Duration.ofSeconds(20),
                Duration.ofSeconds(25),
                token.policy());
    }

    /// The PIN of every fresh database.
    public static byte[] pin() {
        return PIN.clone();
    }

    /// As NSS wants it: the officer of a new database has no PIN.
    private static void setPin(String reserved) {
        Cryptoki cryptoki = Cryptoki.load(LIBRARY);
        cryptoki.initialize(reserved);
        long slot =
                cryptoki.tokens().stream()
                        .filter(token -> token.label().equals(LABEL))
                        .findFirst()
                        .orElseThrow()
                        .slot();
        CryptokiSession session = cryptoki.openSession(slot);
        session.login(UserType.SECURITY_OFFICER, new byte[0]);
        session.initializePin(PIN);
        session.logout();
        session.close();
        cryptoki.finish();
    }
}
