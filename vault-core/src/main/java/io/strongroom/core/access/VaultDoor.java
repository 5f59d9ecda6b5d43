package io.strongroom.core.access;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.VaultRepository;
import java.util.Optional;

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
    /// @throws VaultException `VaultNotFound` for a vault that is not there or is deleted
    public OpenVault open(VaultName name, Evidence evidence) {
        OpenVault vault = find(name, evidence).orElseThrow(() -> notFound(name, evidence));
        evidence.about(vault.target());
        evidence.rely(vault.vault().guard());
        evidence.rely(vault.tenant().guard());
        return vault;
    }

    /// A vault that was edited behind the service's back is told to the officers of its tenant.
    private Optional<OpenVault> find(VaultName name, Evidence evidence) {
        try {
            return vaults.open(name, evidence.current());
        } catch (VaultException.Integrity edited) {
            TenantId tenant = edited.tenant();
            evidence.about(unopened(tenant == null ? TenantId.NONE : tenant, name));
            throw edited;
        }
    }

    private static VaultException notFound(VaultName name, Evidence evidence) {
        evidence.about(unopened(TenantId.NONE, name));
        return new VaultException(
                Problem.VAULT_NOT_FOUND, "The vault '" + name + "' was not found.");
    }

    /// All that is known of a vault that could not be opened.
    private static Target unopened(TenantId tenant, VaultName name) {
        return new Target(tenant, null, name.value(), null, null, null);
    }
}
