package io.strongroom.core.administration;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.VaultRepository;

/// The tenant that a caller's token is from: whoever is in charge asks within that one, and the
/// operation is about it and relies on it.
final class CallersTenant {
    private CallersTenant() {}

    /// @throws VaultException when there is no such tenant
    static Tenant require(VaultRepository vaults, Caller caller, Evidence evidence) {
        evidence.about(Target.of(caller.tenant()));
        Tenant tenant =
                vaults.tenant(caller.tenant(), evidence.current())
                        .orElseThrow(() ->
                                new VaultException(
                                        Problem.INVALID_TOKEN_TENANT,
                                        "The access token is from a tenant that is not known here."));
        evidence.rely(tenant.guard());
        return tenant;
    }
}
