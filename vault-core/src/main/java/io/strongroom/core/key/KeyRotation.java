package io.strongroom.core.key;

import static io.strongroom.core.identity.VaultCollection.KEYS;

import io.strongroom.core.VaultException;
import io.strongroom.core.access.Visit;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.permission.Right;
import io.strongroom.core.rotation.RotationPolicy;
import java.util.Optional;

/// Rotates keys by hand, and reads and sets rotation policies, for callers that have the right.
///
/// All methods throw a `VaultException` about `FORBIDDEN_BY_POLICY` if the caller does not, and
/// about `KEY_NOT_FOUND` if there is no such key.
public final class KeyRotation {
    private final KeyFinder finder;
    private final Keys keys;

    public KeyRotation(KeyRepository repository, Keys keys) {
        this.finder = new KeyFinder(repository);
        this.keys = keys;
    }

    /// Makes a new version like the current one. It needs no policy.
    ///
    /// @throws VaultException `KEY_DISABLED`
    public Decided<KeyVersion> rotate(Visit visit, ObjectName name) {
        FoundKey found = find(visit, name, Right.KEYS_ROTATE);
        Decided.Answer<KeyVersion> rotated = keys.rotate(visit.vault(), found);
        KeyVersion version = rotated.value();
        visit.about(KEYS, version.key().name(), version.id());
        return rotated;
    }

    /// Reads the policy; empty if none was set.
    public Decided<Optional<RotationPolicy>> policy(Visit visit, ObjectName name) {
        FoundKey found = find(visit, name, Right.KEYS_GET_ROTATION_POLICY);
        return Decided.answer(Optional.ofNullable(found.key().lifetime().policy()));
    }

    /// Sets the policy.
    ///
    /// @throws VaultException `BAD_PARAMETER` for a policy that contradicts itself
    public Decided<RotationPolicy> setPolicy(
            Visit visit, ObjectName name, RotationPolicy.Changes changes) {
        FoundKey found = find(visit, name, Right.KEYS_SET_ROTATION_POLICY);
        return keys.setPolicy(found, changes);
    }

    private FoundKey find(Visit visit, ObjectName name, Right right) {
        return finder.require(visit, ObjectReference.current(name), right);
    }
}
