package io.strongroom.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A server certificate for `localhost` and the hosts of vaults, and a client that trusts it.
///
/// @param properties of the service
record TestTls(Map<String, Object> properties, SSLContext client) {
    static final char[] PASSWORD = "changeit".toCharArray();

    /// @param more options of keytool
    static TestTls create(Path folder, String... more)
            throws IOException, GeneralSecurityException {
        KeyStore keys = keyStore(folder.resolve("server.p12"), more);
        Path certificate = folder.resolve("server.pem");
        Path key = folder.resolve("server.key");
        Files.writeString(
                certificate, pem("CERTIFICATE", keys.getCertificate("server").getEncoded()));
        SecretFiles.write(key, pem("PRIVATE KEY", keys.getKey("server", PASSWORD).getEncoded()));
        return new TestTls(
                Map.of(
                        "spring.ssl.bundle.pem.server.keystore.certificate",
                        certificate.toUri().toString(),
                        "spring.ssl.bundle.pem.server.keystore.private-key",
                        key.toUri().toString()),
                trusting(keys));
    }

    /// A new key with its certificate, in a file.
    ///
    /// @param more options of keytool
    static KeyStore keyStore(Path store, String... more)
            throws IOException, GeneralSecurityException {
        keytool(store, more);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static void keytool(Path store, String... more) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost,dns:*.localhost,dns:*.vault.localhost,dns:*.vault.acme.test,dns:keys.acme.test,ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                new String(PASSWORD),
                                "-keystore",
                                store.toString()));
        command.addAll(
                List.of(more).contains("-keyalg")
                        ? List.of()
                        : List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            if (process.waitFor() != 0) {
                throw new AssertionError(
                        new String(
                                process.getInputStream().readAllBytes(),
                                java.nio.charset.StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(
                        type,
                        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der),
                        type);
    }

    private static SSLContext trusting(KeyStore keys) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", Objects.requireNonNull(keys.getCertificate("server")));
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
