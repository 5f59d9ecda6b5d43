package io.strongroom.pkcs11;

import io.strongroom.pkcs11.cryptoki.Cryptoki;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.Intruder;
import io.strongroom.pkcs11.cryptoki.UserType;
import io.strongroom.pkcs11.root.Ceremony;
import io.strongroom.pkcs11.root.CeremonySettings;
import io.strongroom.pkcs11.root.TokenPolicy;
import io.strongroom.pkcs11.root.TokenSetup;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// SoftHSM2 with tokens of this test run only. `SOFTHSM2_CONF` comes from the build; the file is
/// written here, before anybody initialises the module.
public final class SoftHsm {
    public static final Path LIBRARY = library();
    public static final byte[] SO_PIN = ascii("so-pin-12345");
    public static final byte[] PIN = ascii("user-pin-54321");

    private static final Path HOME = home();

    private SoftHsm() {}

    /// A fresh token that is initialised and empty.
    public static CeremonySettings emptyToken() {
        CeremonySettings settings = unusedLabel();
        TokenSetup.initialize(settings, silent());
        return settings;
    }

    /// Settings for a token that is not there yet.
    public static CeremonySettings unusedLabel() {
        return new CeremonySettings(
                LIBRARY,
                "test-" + UUID.randomUUID().toString().substring(0, 20),
                written("so-pin", SO_PIN),
                written("pin", PIN),
                null);
    }

    /// A fresh token with the keys of the ceremony.
    public static CeremonySettings token() {
        CeremonySettings settings = emptyToken();
        Ceremony.perform(settings, silent());
        return settings;
    }

    /// Settings to open a token with.
    public static Pkcs11Settings opening(CeremonySettings token) {
        return opening(token, 2, 100, Duration.ofSeconds(20));
    }

    /// Settings for a machine on which a call may last long.
    public static Pkcs11Settings opening(
            CeremonySettings token, int sessions, int cachedKeys, Duration timeout) {
        return opening(token, sessions, cachedKeys, timeout, Duration.ofSeconds(25));
    }

    public static Pkcs11Settings opening(
            CeremonySettings token,
            int sessions,
            int cachedKeys,
            Duration timeout,
            Duration callTimeout) {
        return new Pkcs11Settings(
                LIBRARY,
                token.tokenLabel(),
                token.pinFile(),
                null,
                sessions,
                cachedKeys,
                timeout,
                callTimeout,
                TokenPolicy.ENFORCED);
    }

    /// Uses a session on a token, past everything else, as somebody with the PIN.
    public static void as(CeremonySettings token, UserType user, Consumer<CryptokiSession> use) {
        Cryptoki cryptoki = Cryptoki.load(LIBRARY);
        cryptoki.initialize(null);
        try (Intruder intruder = new Intruder(LIBRARY, token.tokenLabel())) {
            intruder.session().login(user, user == UserType.USER ? PIN : SO_PIN);
            use.accept(intruder.session());
        } finally {
            cryptoki.finish();
        }
    }

    /// Where tests may put files.
    public static Path written(String name, byte[] content) {
        try {
            Path file = Files.write(HOME.resolve(name), content);
            return Files.setPosixFilePermissions(
                    file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A fresh directory that goes with the build.
    static Path directory(String prefix) {
        try {
            return Files.createTempDirectory(HOME, prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static PrintStream silent() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Path library() {
        return Stream.of(
                        "/usr/lib/softhsm/libsofthsm2.so",
                        "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
                        "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
                        "/usr/lib64/pkcs11/libsofthsm2.so",
                        "/usr/local/lib/softhsm/libsofthsm2.so",
                        "/opt/homebrew/lib/softhsm/libsofthsm2.so")
                .map(Path::of)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError(
                                "SoftHSM2 is missing and these tests need it: install softhsm2"));
    }

    private static Path home() {
        String configuration = System.getenv("SOFTHSM2_CONF");
        if (configuration == null) {
            throw new AssertionError("SOFTHSM2_CONF must name a file that the tests may write");
        }
        Path file = Path.of(configuration);
        Path tokens = file.resolveSibling("tokens-" + ProcessHandle.current().pid());
        List<String> lines =
                List.of(
                        "directories.tokendir = " + tokens,
                        "objectstore.backend = file",
                        "log.level = ERROR");
        try {
            Files.createDirectories(tokens);
            Files.write(file, lines);
            return file.resolveSibling("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
