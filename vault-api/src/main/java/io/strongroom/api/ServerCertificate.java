package io.strongroom.api;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// The certificate of the listener, which its private key belongs to.
final class ServerCertificate {
    private static final int DNS_NAME = 2; // RFC 5280 §4.2.1.6
    private static final int IP_ADDRESS = 7;
    private static final byte[] PROBE = {1, 2, 3};

    private final X509Certificate certificate;
    private final List<String> names;

    private ServerCertificate(X509Certificate certificate) throws CertificateParsingException {
        this.certificate = certificate;
        Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        this.names =
                (all == null ? Collections.<List<?>>emptyList() : all)
                        .stream()
                                .filter(name -> isHost((Integer) name.getFirst()))
                                .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
                                .toList();
    }

    /// Reads the certificate and its key.
    ///
    /// @param store with one private key
    /// @throws StartException if the key belongs to another certificate or is missing
    static ServerCertificate of(KeyStore store, char[] password) throws GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.getKey(alias, password) instanceof PrivateKey key
                    && store.getCertificate(alias) instanceof X509Certificate certificate) {
                requirePair(certificate, key);
                return new ServerCertificate(certificate);
            }
        }
        throw new StartException("the TLS certificate: there is no private key for it", null);
    }

    private static void requirePair(X509Certificate certificate, PrivateKey key)
            throws GeneralSecurityException {
        if (!certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())
                || !verifies(certificate, key)) {
            throw new StartException(
                    "the TLS certificate of %s does not belong to the private key: give the key with which it was requested"
                            .formatted(certificate.getSubjectX500Principal()),
                    null);
        }
    }

    /// Whether what the key signs verifies with the certificate.
    private static boolean verifies(X509Certificate certificate, PrivateKey key)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm(key));
        try {
            signature.initSign(key);
            signature.update(PROBE);
            byte[] value = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(PROBE);
            return signature.verify(value);
        } catch (InvalidKeyException | SignatureException e) {
            return false; // keys on two curves, or of two sizes
        }
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }

    /// Requires that clients accept it at a time.
    ///
    /// @throws StartException if it has expired, or is for later
    void requireValid(Instant now) {
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            throw new StartException(
                    "the TLS certificate is not valid before %s: check the clock of this host"
                            .formatted(certificate.getNotBefore().toInstant()),
                    null);
        }
        if (now.isAfter(expiry())) {
            throw new StartException(
                    "the TLS certificate expired at %s: renew it".formatted(expiry()), null);
        }
    }

    Instant expiry() {
        return certificate.getNotAfter().toInstant();
    }

    /// The time until it expires, in days; negative after that.
    double daysLeft(Instant now) {
        return Duration.between(now, expiry()).toSeconds()
                / (double) Duration.ofDays(1).toSeconds();
    }

    /// Those hosts that it does not cover.
    ///
    /// @param hosts names, addresses, or `*.` and a domain
    List<String> uncovered(List<String> hosts) {
        return hosts.stream().filter(host -> !covers(host.toLowerCase(Locale.ROOT))).toList();
    }

    private boolean covers(String host) {
        int dot = host.indexOf('.');
        String wildcard = dot < 0 ? host : "*" + host.substring(dot);
        return names.contains(host) || names.contains(wildcard);
    }

    private static boolean isHost(int type) {
        return type == DNS_NAME || type == IP_ADDRESS;
    }
}
