package io.strongroom.core.vault;

import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Evidence;
import io.strongroom.core.audit.Target;

/// Lets a request of the data plane into its vault.
public final class VaultDoor {
    private final VaultRepository vaults;

    public VaultDoor(VaultRepository vaults) {
        this.vaults = vaults;
    }

    /// Opens a live vault by its host name. From then on the operation is about this vault and
    /// relies on its record and on its tenant's: when either changes before the answer is recorded,
    /// the result is dropped.
    ///
    /// @throws VaultException.NotFound `VaultNotFound` for a vault that is not there or is deleted
    public OpenVault open(VaultName name, Evidence evidence) {
        OpenVault vault =
                vaults.open(name, evidence.current()).orElseThrow(() -> notFound(name, evidence));
        evidence.about(Target.of(vault.vault()));
        evidence.rely(vault.vault().guard());
        evidence.rely(vault.tenant().guard());
        return vault;
    }

    private static VaultException notFound(VaultName name, Evidence evidence) {
        evidence.about(new Target(TenantId.NONE, null, name.value(), null, null, null));
        return new VaultException.NotFound(
                "VaultNotFound", "The vault '" + name + "' was not found.");
    }
}
