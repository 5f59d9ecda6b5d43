package io.strongroom.core.crypto;

import io.strongroom.core.crypto.KeySpec.Rsa;
import java.util.Arrays;
import java.util.Optional;

/// An encryption algorithm of RSA keys, by its JWA name (RFC 7518 §4.2, §4.3).
public enum RsaEncryption implements EncryptionAlgorithm {
    RSA_OAEP("RSA-OAEP", new Padding.Oaep(Hash.SHA_1)),
    RSA_OAEP_256("RSA-OAEP-256", new Padding.Oaep(Hash.SHA_256)),
    RSA1_5("RSA1_5", new Padding.Pkcs1());

    /// How the plaintext becomes a number.
    public sealed interface Padding {
        /// RSAES-OAEP (RFC 8017 §7.1) with an empty label.
        ///
        /// @param hash the hash of the label and of MGF1
        record Oaep(Hash hash) implements Padding {}

        /// RSAES-PKCS1-v1_5 (RFC 8017 §7.2). An attacker who learns whether a padding is valid can
        /// decrypt (Bleichenbacher 1998).
        record Pkcs1() implements Padding {}
    }

    private final String jwaName;
    private final Padding padding;

    RsaEncryption(String jwaName, Padding padding) {
        this.jwaName = jwaName;
        this.padding = padding;
    }

    /// The algorithm with this JWA name.
    public static Optional<RsaEncryption> named(String jwaName) {
        return Arrays.stream(values()).filter(a -> a.jwaName.equals(jwaName)).findFirst();
    }

    @Override
    public String jwaName() {
        return jwaName;
    }

    public Padding padding() {
        return padding;
    }

    @Override
    public boolean fits(KeySpec spec) {
        return spec instanceof Rsa;
    }

    @Override
    public boolean isLegacy() {
        return padding instanceof Padding.Pkcs1;
    }

    /// Longest plaintext in bytes (RFC 8017 §7.1.1, §7.2.1).
    public int maxPlaintextBytes(Rsa spec) {
        return switch (padding) {
            case Padding.Oaep(Hash hash) -> spec.modulusBytes() - 2 * hash.bytes() - 2;
            case Padding.Pkcs1 _ -> spec.modulusBytes() - 11;
        };
    }
}
