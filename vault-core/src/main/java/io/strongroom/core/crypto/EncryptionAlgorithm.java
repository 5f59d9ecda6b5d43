package io.strongroom.core.crypto;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /// Whether the algorithm is there for compatibility only. A caller who can ask often enough
    /// whether a ciphertext is valid can decrypt without the key, so a vault must allow it.
    boolean isLegacy();

    /// All legacy algorithms, in the order in which they are listed.
    static List<EncryptionAlgorithm> legacy() {
        return Stream.<EncryptionAlgorithm>concat(
                        Arrays.stream(RsaEncryption.values()),
                        Arrays.stream(AesEncryption.values()))
                .filter(EncryptionAlgorithm::isLegacy)
                .toList();
    }
}
