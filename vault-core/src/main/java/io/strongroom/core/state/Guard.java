package io.strongroom.core.state;

import io.strongroom.core.VaultException;
import java.util.UUID;

/// Something that an operation relied on, and the generation it saw. When the current generation
/// differs at the moment the audit record commits, the result of the operation is dropped.
///
/// @param subject id of a tenant, vault, key or key version
public record Guard(UUID subject, long generation) {

    /// Whether the guard holds.
    ///
    /// @param current generation of the subject, 0 if it has none
    /// @throws VaultException.Integrity if the current generation is older than the one that was
    ///   seen: the service only raises generations and never removes one
    public boolean holds(long current) {
        if (current >= generation) {
            return current == generation;
        }
        throw new VaultException.Integrity(
                current == 0
                        ? "the stored generation of %s is missing".formatted(subject)
                        : "the stored generation of %s went back from %d to %d"
                                .formatted(subject, generation, current));
    }

    /// Requires that what is read later is not older. Other subjects are not compared.
    ///
    /// @throws VaultException.Integrity as [#holds]
    public void requireNotAfter(Guard later) {
        if (subject.equals(later.subject)) {
            holds(later.generation);
        }
    }
}
