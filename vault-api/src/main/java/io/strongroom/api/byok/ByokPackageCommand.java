package io.strongroom.api.byok;

import io.strongroom.core.crypto.SecretBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `byok-package`: wraps a key for a key exchange key. It needs no service, no HSM and no network.
public final class ByokPackageCommand {
    private static final Set<String> REQUIRED = Set.of("--kek", "--key", "--out");
    private static final String KID = "--kid";
    private static final String RAW = "--raw";

    /// More than any key file has.
    private static final int LONGEST_FILE = 64 * 1024;

    private static final String USAGE =
            """
            usage: java -jar strongroom.jar byok-package --kek FILE [--kid ID] --key FILE [--raw] --out FILE

            Wraps a key, so that only the HSM of a vault can unwrap it, and writes the transfer blob that an import takes.
            It works offline and changes nothing but the new file. docs/byok.md shows the whole way.
              --kek FILE   public half of the vault's key exchange key: PEM of "az keyvault key download", or JSON of
                           "az keyvault key show"
              --kid ID     id of that key with its version, https://VAULT/keys/NAME/VERSION; the JSON has it
              --key FILE   the key: PEM of an RSA or elliptic-curve private key (PKCS#8, PKCS#1 or SEC 1), not encrypted
              --raw        the key is a secret one: the file is its 16, 24 or 32 bytes and nothing else
              --out FILE   the transfer blob; a file that exists is not overwritten

            Exit code 0: it was written; 1: it was not, for the reason said; 2: the arguments were not understood.
            """;

    private final Map<String, String> options;
    private final PrintStream out;

    private ByokPackageCommand(Map<String, String> options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /// Runs the command.
    ///
    /// @param arguments what follows its name
    /// @return exit code: 0 written, 1 refused, 2 not understood
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(USAGE);
            return 0;
        }
        Map<String, String> options = new HashMap<>();
        if (!parse(arguments, options) || !options.keySet().containsAll(REQUIRED)) {
            err.print(USAGE);
            return 2;
        }
        try {
            new ByokPackageCommand(options, out).perform();
            return 0;
        } catch (PackagingException e) {
            err.println("byok-package: " + e.getMessage());
            return 1;
        }
    }

    private static boolean parse(List<String> arguments, Map<String, String> options) {
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            if (name.equals(RAW)) {
                options.put(name, "");
                continue;
            }
            boolean known = REQUIRED.contains(name) || name.equals(KID);
            if (!known || !rest.hasNext() || options.put(name, rest.next()) != null) {
                return false;
            }
        }
        return true;
    }

    private void perform() {
        ExchangeKey exchangeKey = exchangeKey();
        try (PackagedKey key = key()) {
            Path file = path("--out");
            write(file, TransferBlob.of(exchangeKey, key));
            out.printf(
                    "%s: a key of type %s, wrapped for %s%n", file, key.type(), exchangeKey.kid());
        }
    }

    private ExchangeKey exchangeKey() {
        try (SecretBytes file = read("--kek")) {
            return ExchangeKey.read(file.bytes(), options.get(KID));
        }
    }

    private PackagedKey key() {
        try (SecretBytes file = read("--key")) {
            return options.containsKey(RAW)
                    ? PackagedKey.secret(file.bytes())
                    : PackagedKey.pem(file.bytes());
        }
    }

    private SecretBytes read(String option) {
        Path file = path(option);
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw new PackagingException(file + " is too long for a key");
            }
            return SecretBytes.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new PackagingException(file + " does not exist");
        } catch (IOException e) {
            throw new PackagingException(file + " cannot be read");
        }
    }

    /// Writes a new file that only its owner may read.
    private static void write(Path file, byte[] content) {
        try (OutputStream stream =
                Channels.newOutputStream(
                        Files.newByteChannel(
                                file,
                                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rw-------"))))) {
            stream.write(content);
        } catch (FileAlreadyExistsException e) {
            throw new PackagingException(file + " exists already and is not overwritten");
        } catch (IOException e) {
            throw new PackagingException(file + " cannot be written");
        }
    }

    private Path path(String option) {
        return Path.of(options.getOrDefault(option, ""));
    }
}
