package io.strongroom.core.crypto;

import java.util.Optional;

/// An encryption algorithm, by its JWA name or the one that Azure gave it.
public sealed interface EncryptionAlgorithm permits RsaEncryption, AesEncryption {

    /// The algorithm with this name.
    static Optional<EncryptionAlgorithm> named(String name) {
        return RsaEncryption.named(name)
                .<EncryptionAlgorithm>map(found -> found)
                .or(() -> AesEncryption.named(name));
    }

    String jwaName();

    /// Whether a key of this specification can be used with this algorithm.
    boolean fits(KeySpec spec);
}
