package io.strongroom.core.vault;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.EncryptionAlgorithm;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The legacy algorithms that the keys of a vault may be used with.
///
/// @param names their JWA names, in the order of [EncryptionAlgorithm#legacy()]
public record LegacyAlgorithms(List<String> names) {
    private static final List<String> KNOWN =
            EncryptionAlgorithm.legacy().stream().map(EncryptionAlgorithm::jwaName).toList();

    /// None of them.
    public static final LegacyAlgorithms NONE = new LegacyAlgorithms(List.of());

    /// @throws IllegalArgumentException for a name that is not a legacy algorithm's
    public LegacyAlgorithms {
        Set<String> wanted = new LinkedHashSet<>(names);
        names = KNOWN.stream().filter(wanted::remove).toList();
        if (!wanted.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s is no legacy algorithm; these are %s"
                            .formatted(wanted.iterator().next(), String.join(", ", KNOWN)));
        }
    }

    /// Every legacy algorithm.
    public static LegacyAlgorithms all() {
        return new LegacyAlgorithms(KNOWN);
    }

    /// Requires that an algorithm may be used; one that is no legacy may always.
    ///
    /// @throws VaultException `BAD_PARAMETER`
    public void require(EncryptionAlgorithm algorithm) {
        if (algorithm.isLegacy() && !names.contains(algorithm.jwaName())) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "Algorithm %s is not allowed in this vault. It is there for compatibility only, and is off until the vault's property 'legacyAlgorithms' names it."
                            .formatted(algorithm.jwaName()));
        }
    }
}
