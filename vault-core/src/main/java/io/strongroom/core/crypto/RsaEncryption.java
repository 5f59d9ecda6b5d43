package io.strongroom.core.crypto;

import io.strongroom.core.crypto.KeySpec.Rsa;
import java.util.Arrays;
import java.util.Optional;

/// An encryption algorithm of RSA keys, by its JWA name (RFC 7518 §4.3): RSAES-OAEP with MGF1 over
/// the same hash and an empty label.
public enum RsaEncryption implements EncryptionAlgorithm {
    RSA_OAEP("RSA-OAEP", Hash.SHA_1),
    RSA_OAEP_256("RSA-OAEP-256", Hash.SHA_256);

    private final String jwaName;
    private final Hash hash;

    RsaEncryption(String jwaName, Hash hash) {
        this.jwaName = jwaName;
        this.hash = hash;
    }

    /// The algorithm with this JWA name.
    public static Optional<RsaEncryption> named(String jwaName) {
        return Arrays.stream(values()).filter(a -> a.jwaName.equals(jwaName)).findFirst();
    }

    @Override
    public String jwaName() {
        return jwaName;
    }

    /// The hash of the label and of MGF1.
    public Hash hash() {
        return hash;
    }

    @Override
    public boolean fits(KeySpec spec) {
        return spec instanceof Rsa;
    }

    /// Longest plaintext in bytes (RFC 8017 §7.1.1).
    public int maxPlaintextBytes(Rsa spec) {
        return spec.modulusBytes() - 2 * hash.bytes() - 2;
    }
}
