package io.strongroom.api;

import io.strongroom.pkcs11.root.Ceremony;
import io.strongroom.pkcs11.root.CeremonySettings;
import io.strongroom.pkcs11.root.TokenSetup;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/// Tokens of SoftHSM2 with the keys of a ceremony, of this test run only. The build says in
/// `SOFTHSM2_CONF` where the configuration is; it is written here.
final class SoftHsmToken {
    static final Path MODULE = module();
    private static final Path HOME = home();

    private SoftHsmToken() {}

    /// A fresh token.
    static CeremonySettings create(String label) {
        CeremonySettings settings =
                new CeremonySettings(MODULE, label, file("so.pin", "so-pin-123"), pin(), null);
        try (PrintStream silent =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            TokenSetup.initialize(settings, silent);
            Ceremony.perform(settings, silent);
        }
        return settings;
    }

    static Path pin() {
        return file("user.pin", "user-pin-123");
    }

    private static Path module() {
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
                .orElseThrow(() -> new AssertionError("install softhsm2: these tests need it"));
    }

    private static Path home() {
        Path configuration =
                Path.of(Objects.requireNonNull(System.getenv("SOFTHSM2_CONF"), "SOFTHSM2_CONF"));
        Path tokens = configuration.resolveSibling("tokens-" + ProcessHandle.current().pid());
        try {
            Files.createDirectories(tokens);
            Files.writeString(
                    configuration,
                    "directories.tokendir = "
                            + tokens
                            + "\nobjectstore.backend = file\nlog.level = ERROR\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tokens;
    }

    private static Path file(String name, String line) {
        try {
            return SecretFiles.write(HOME.resolveSibling(name), line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
