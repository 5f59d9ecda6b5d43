package io.strongroom.core.access;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.VaultRepository;

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
    /// @throws VaultException `VAULT_NOT_FOUND` if there is no such vault, or it is deleted
    public OpenVault open(VaultName name, Evidence evidence) {
        evidence.about(OwnerReport.unopened(TenantId.NONE, name));
        OpenVault open =
                OwnerReport.reading(name, evidence, () -> vaults.open(name, evidence.current()))
                        .orElseThrow(() ->
                                new VaultException(
                                        Problem.VAULT_NOT_FOUND,
                                        "The vault '" + name + "' was not found."));
        evidence.about(
                Target.resource(
                        open.tenant().id(), open.resourceId(), open.vault().name().value()));
        evidence.rely(open.vault().guard());
        evidence.rely(open.tenant().guard());
        return open;
    }
}
