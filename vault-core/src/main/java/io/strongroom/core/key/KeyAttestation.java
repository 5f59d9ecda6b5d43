package io.strongroom.core.key;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.Visit;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.permission.Right;

/// The HSM's own word about a key. PKCS#11 has no attestation (v3.0): no HSM here signs that a key
/// was made inside it, so every request is refused and nothing is claimed.
public final class KeyAttestation {
    private final KeyFinder finder;

    public KeyAttestation(KeyRepository repository) {
        this.finder = new KeyFinder(repository);
    }

    /// Refuses to attest a version.
    ///
    /// @throws VaultException `FORBIDDEN_BY_POLICY`, `KEY_NOT_FOUND`, else `BAD_PARAMETER`
    public Decided<KeyVersion> get(Visit visit, ObjectReference reference) {
        finder.require(visit, reference, Right.KEYS_GET);
        throw new VaultException(
                Problem.BAD_PARAMETER, "The HSM of this vault does not attest keys.");
    }
}
