package io.strongroom.core.access;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.VaultRepository;

/// Lets a caller into their own tenant, which is the only one that they can ask about.
public final class TenantDoor {
    private final VaultRepository vaults;

    public TenantDoor(VaultRepository vaults) {
        this.vaults = vaults;
    }

    /// Opens the tenant of the caller's token. From then on the operation is about this tenant and
    /// relies on its record.
    ///
    /// @throws VaultException `INVALID_TOKEN_TENANT` if there is no such tenant
    public TenantVisit enter(Caller caller, Evidence evidence) {
        evidence.about(Target.of(caller.tenant()));
        Tenant tenant =
                vaults.tenant(caller.tenant(), evidence.current())
                        .orElseThrow(() ->
                                new VaultException(
                                        Problem.INVALID_TOKEN_TENANT,
                                        "The access token is from a tenant that is not known here."));
        evidence.rely(tenant.guard());
        return new TenantVisit(caller, tenant, evidence);
    }
}
