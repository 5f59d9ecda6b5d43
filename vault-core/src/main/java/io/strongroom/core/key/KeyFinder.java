package io.strongroom.core.key;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.AccessControl;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.permission.KeyPermission;
import io.strongroom.core.vault.OpenVault;
import org.jspecify.annotations.Nullable;

/// Finds keys for those who may have them, and notes what was relied on.
final class KeyFinder {
    private final KeyRepository keys;

    KeyFinder(KeyRepository keys) {
        this.keys = keys;
    }

    /// Checks the right first, then finds the version. What was asked for stands in the record even
    /// when it is refused or not there.
    FoundKey require(
            Caller caller,
            Evidence evidence,
            OpenVault vault,
            ObjectReference reference,
            KeyPermission permission) {
        about(evidence, reference.name(), reference.version());
        AccessControl.require(caller, vault, permission);
        FoundKey found =
                keys.find(vault, reference, evidence.current())
                        .orElseThrow(() -> notFound(reference));
        evidence.rely(found.version().guard());
        if (reference.version() == null) {
            evidence.rely(found.key().guard());
        }
        about(evidence, found.key().id().name(), found.version().id());
        return found;
    }

    /// The operation is about this key of the vault that it is about already.
    static void about(Evidence evidence, ObjectName name, @Nullable VersionId version) {
        evidence.about(
                evidence.target()
                        .object("keys", name.value(), version == null ? null : version.toString()));
    }

    private static VaultException notFound(ObjectReference reference) {
        return new VaultException(
                Problem.KEY_NOT_FOUND,
                "A key with (name/id) %s was not found in this key vault. If you recently deleted this key you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182"
                        .formatted(reference));
    }
}
