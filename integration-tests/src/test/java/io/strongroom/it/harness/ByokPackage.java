package io.strongroom.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/// `byok-package` of the jar of the service, typed by somebody who has a key.
public final class ByokPackage {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final Path folder;

    /// @param folder for its files
    public ByokPackage(Path folder) {
        this.folder = folder;
    }

    /// Wraps a private key.
    ///
    /// @param kek answer of the service with the key exchange key
    /// @return the transfer blob
    public byte[] privateKey(Answer kek, byte[] pkcs8) throws IOException, InterruptedException {
        String pem =
                "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                        .formatted(Base64.getMimeEncoder().encodeToString(pkcs8));
        Files.writeString(folder.resolve("key"), pem);
        return packaged(kek, List.of());
    }

    /// Wraps a secret key.
    public byte[] secretKey(Answer kek, byte[] key) throws IOException, InterruptedException {
        Files.write(folder.resolve("key"), key);
        return packaged(kek, List.of("--raw"));
    }

    private byte[] packaged(Answer kek, List<String> more)
            throws IOException, InterruptedException {
        Files.writeString(folder.resolve("kek"), kek.body());
        Path out = folder.resolve("out");
        Files.deleteIfExists(out);
        List<String> command =
                new ArrayList<>(List.of(JAVA, "-jar", jar().toString(), "byok-package"));
        for (String name : List.of("kek", "key", "out")) {
            command.addAll(List.of("--" + name, folder.resolve(name).toString()));
        }
        command.addAll(more);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(said);
        }
        return Files.readAllBytes(out);
    }

    private static Path jar() throws IOException {
        Path built = Path.of("..", "vault-api", "target").toAbsolutePath().normalize();
        try (Stream<Path> files = Files.list(built)) {
            return files.filter(file -> file.toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no jar in " + built));
        }
    }
}
