package io.strongroom.dev;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority of this installation alone, and the server certificate that it signed.
///
/// Its files: `ca.pem`, `ca.key`, `server.pem`, `server.key`.
record DevelopmentCa(Path folder) {
    private static final Duration CA_LIFE = Duration.ofDays(3650);
    // the longest that browsers accept
    private static final Duration SERVER_LIFE = Duration.ofDays(397);
    private static final Duration RENEWAL = Duration.ofDays(30);
    private static final GeneralName[] NAMES = {
        new GeneralName(GeneralName.dNSName, "localhost"),
        new GeneralName(GeneralName.dNSName, "*.vault.localhost"),
        new GeneralName(GeneralName.dNSName, "*.localhost"),
        // OpenSSL takes no wildcard right below a top-level domain
        new GeneralName(GeneralName.dNSName, "management.localhost"),
        new GeneralName(GeneralName.dNSName, "login.localhost"),
        new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
    };

    /// Makes what is missing, and renews what expires within 30 days or lacks a name.
    static DevelopmentCa prepare(Path folder, Clock clock) {
        DevelopmentCa ca = new DevelopmentCa(folder);
        try {
            if (ca.expires(ca.certificate(), clock)) {
                ca.makeAuthority(clock.instant());
                ca.makeServer(clock.instant());
            } else if (ca.expires(ca.serverCertificate(), clock)
                    || !hasAllNames(ca.serverCertificate())) {
                ca.makeServer(clock.instant());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new DevelopmentStartException("the development certificates cannot be made", e);
        }
        return ca;
    }

    Path certificate() {
        return folder.resolve("ca.pem");
    }

    Path serverCertificate() {
        return folder.resolve("server.pem");
    }

    Path serverKey() {
        return folder.resolve("server.key");
    }

    private Path key() {
        return folder.resolve("ca.key");
    }

    private boolean expires(Path file, Clock clock) throws IOException {
        return !Files.exists(file)
                || read(file, X509CertificateHolder.class)
                        .getNotAfter()
                        .toInstant()
                        .isBefore(clock.instant().plus(RENEWAL));
    }

    private static boolean hasAllNames(Path file) throws IOException {
        GeneralNames names =
                GeneralNames.fromExtensions(
                        read(file, X509CertificateHolder.class).getExtensions(),
                        Extension.subjectAlternativeName);
        return new GeneralNames(NAMES).equals(names);
    }

    private void makeAuthority(Instant now)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPair pair = newKeyPair();
        BigInteger serial = newSerial();
        X500Name name =
                new X500Name(
                        "CN=Strongroom development "
                                + serial.toString(16).substring(0, 8)
                                + ",O=Strongroom");
        X509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        serial,
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(CA_LIFE)),
                        name,
                        pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(
                        Extension.keyUsage,
                        true,
                        new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                .addExtension(
                        Extension.subjectKeyIdentifier,
                        false,
                        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
        PrivateFiles.write(key(), pem(new JcaPKCS8Generator(pair.getPrivate(), null)));
        PrivateFiles.write(certificate(), pem(signed(builder, pair.getPrivate())));
    }

    private void makeServer(Instant now)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        X509Certificate issuer =
                new JcaX509CertificateConverter()
                        .getCertificate(read(certificate(), X509CertificateHolder.class));
        PrivateKey issuerKey =
                new JcaPEMKeyConverter().getPrivateKey(read(key(), PrivateKeyInfo.class));
        KeyPair pair = newKeyPair();
        X509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        issuer,
                        newSerial(),
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(SERVER_LIFE)),
                        new X500Name("CN=localhost"),
                        pair.getPublic());
        addServerExtensions(builder, pair.getPublic(), issuer);
        PrivateFiles.write(serverKey(), pem(new JcaPKCS8Generator(pair.getPrivate(), null)));
        PrivateFiles.write(serverCertificate(), pem(signed(builder, issuerKey)));
    }

    private static void addServerExtensions(
            X509v3CertificateBuilder builder, PublicKey key, X509Certificate issuer)
            throws GeneralSecurityException, IOException {
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(NAMES))
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(
                        Extension.extendedKeyUsage,
                        false,
                        new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .addExtension(
                        Extension.subjectKeyIdentifier,
                        false,
                        identifiers.createSubjectKeyIdentifier(key))
                .addExtension(
                        Extension.authorityKeyIdentifier,
                        false,
                        identifiers.createAuthorityKeyIdentifier(issuer.getPublicKey()));
    }

    private static X509CertificateHolder signed(X509v3CertificateBuilder builder, PrivateKey issuer)
            throws OperatorCreationException {
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer));
    }

    private static KeyPair newKeyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /// 127 random bits, the highest set, as RFC 5280 §4.1.2.2 allows.
    private static BigInteger newSerial() {
        return new BigInteger(126, new SecureRandom()).setBit(126);
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    private static <T> T read(Path file, Class<T> type) throws IOException {
        try (PEMParser parser = new PEMParser(new StringReader(Files.readString(file)))) {
            return type.cast(parser.readObject());
        }
    }
}
