package io.strongroom.dev;

import io.strongroom.pkcs11.root.Ceremony;
import io.strongroom.pkcs11.root.CeremonySettings;
import io.strongroom.pkcs11.root.TokenSetup;
import io.strongroom.pkcs11.session.HsmStartException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// A token of SoftHSM2 in a folder of the installation, with its PINs in files beside it.
final class SoftHsm {
    static final String TOKEN = "strongroom";

    private static final List<String> MODULES =
            List.of(
                    "/usr/lib/softhsm/libsofthsm2.so",
                    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
                    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
                    "/usr/lib64/softhsm/libsofthsm2.so",
                    "/usr/lib64/pkcs11/libsofthsm2.so",
                    "/usr/lib/pkcs11/libsofthsm2.so",
                    "/usr/local/lib/softhsm/libsofthsm2.so",
                    "/opt/homebrew/lib/softhsm/libsofthsm2.so");

    private SoftHsm() {}

    /// Makes this process's SoftHSM2 use the folder. The first time, initialises the token and
    /// performs the ceremony that makes its root keys; a first time that was cut short starts over.
    ///
    /// @param out is told that the ceremony was performed
    static DevelopmentSettings.Hsm prepare(Path folder, PrintStream out) {
        Path module = findModule();
        if (!Files.exists(folder)) {
            make(module, folder);
            out.println(
                    "Performed the ceremony on a new SoftHSM2 token; see "
                            + folder.resolve("ceremony.log"));
        }
        use(folder);
        return new DevelopmentSettings.Hsm(module, TOKEN, folder.resolve("user.pin"));
    }

    private static void make(Path module, Path folder) {
        Path part = folder.resolveSibling(folder.getFileName() + ".part");
        Path soPin = part.resolve("so.pin");
        Path pin = part.resolve("user.pin");
        PrivateFiles.deleteTree(part);
        PrivateFiles.write(soPin, PrivateFiles.randomWord());
        PrivateFiles.write(pin, PrivateFiles.randomWord());
        use(part);
        PrivateFiles.write(
                part.resolve("ceremony.log"),
                perform(new CeremonySettings(module, TOKEN, soPin, pin, null)));
        try {
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String perform(CeremonySettings settings) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8)) {
            if (!TokenSetup.exists(settings)) {
                TokenSetup.initialize(settings, out);
            }
            Ceremony.perform(settings, out);
            return log.toString(StandardCharsets.UTF_8);
        } catch (HsmStartException e) {
            throw new DevelopmentStartException(e.getMessage(), e);
        }
    }

    private static void use(Path folder) {
        Path configuration = folder.resolve("softhsm2.conf");
        try {
            Files.createDirectories(folder.resolve("tokens"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PrivateFiles.write(
                configuration,
                """
                # written at every start
                directories.tokendir = %s
                objectstore.backend = file
                log.level = ERROR
                slots.removable = false
                """
                        .formatted(folder.resolve("tokens")));
        ProcessEnvironment.set("SOFTHSM2_CONF", configuration.toString());
    }

    private static Path findModule() {
        return MODULES.stream()
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() ->
                        new DevelopmentStartException(
                                "SoftHSM2 is not installed; type: apt-get install softhsm2"
                                        + " (or the like of your system), or name another"
                                        + " module in STRONGROOM_PKCS11_MODULE"));
    }
}
