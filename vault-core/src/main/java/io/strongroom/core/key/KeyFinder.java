package io.strongroom.core.key;

import io.strongroom.core.Caller;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.AccessControl;
import io.strongroom.core.access.KeyPermission;
import io.strongroom.core.audit.Evidence;
import io.strongroom.core.vault.OpenVault;

/// Finds keys for those who may have them, and notes what was relied on.
final class KeyFinder {
    private final KeyRepository keys;

    KeyFinder(KeyRepository keys) {
        this.keys = keys;
    }

    /// Checks the right first, then finds the version.
    FoundKey require(
            Caller caller,
            Evidence evidence,
            OpenVault vault,
            KeyReference reference,
            KeyPermission permission) {
        AccessControl.require(caller, vault, permission);
        FoundKey found =
                keys.find(vault, reference, evidence.current())
                        .orElseThrow(() -> notFound(reference));
        evidence.rely(found.version().guard());
        if (reference.version() == null) {
            evidence.rely(found.key().guard());
        }
        evidence.about(
                evidence.target()
                        .object(
                                "keys",
                                found.key().id().name().value(),
                                found.version().id().toString()));
        return found;
    }

    static VaultException notFound(Object reference) {
        return new VaultException.NotFound(
                "KeyNotFound",
                "A key with (name/id) %s was not found in this key vault. If you recently deleted this key you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182"
                        .formatted(reference));
    }
}
