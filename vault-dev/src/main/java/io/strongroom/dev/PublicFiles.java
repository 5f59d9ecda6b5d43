package io.strongroom.dev;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/// What clients need to trust the installation. Everybody may read it, a container or another user
/// too. A file is replaced whole.
final class PublicFiles {
    static final String CERTIFICATE = "ca.pem";
    static final String TRUST_STORE = "trust.p12";

    /// The password that Java's own trust store has. A trust store without one loads as empty.
    static final String TRUST_STORE_PASSWORD = "changeit";

    private PublicFiles() {}

    /// Writes the certificate of the CA, as it is and as a trust store of Java.
    static void write(Path home, DevelopmentCa ca) throws IOException {
        replace(home.resolve(CERTIFICATE), out -> Files.copy(ca.certificate(), out));
        try {
            KeyStore store = trustStore(ca.certificate());
            replace(
                    home.resolve(TRUST_STORE),
                    out -> store.store(out, TRUST_STORE_PASSWORD.toCharArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore trustStore(Path certificate)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var pem = Files.newInputStream(certificate)) {
            X509Certificate ca =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(pem);
            store.setCertificateEntry("strongroom", ca);
        }
        return store;
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException, GeneralSecurityException;
    }

    private static void replace(Path file, Content content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (OutputStream out = Files.newOutputStream(part)) {
            content.writeTo(out);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
