package io.strongroom.core.access;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.permission.Decision;
import io.strongroom.core.permission.Right;
import io.strongroom.core.permission.Scope;
import io.strongroom.core.vault.Tenant;

/// A caller in their own tenant, and the evidence of what they do there: what every operation of
/// the control plane and on the log begins with.
public record TenantVisit(Caller caller, Tenant tenant, Evidence evidence) {

    /// Whether the caller has a right.
    public boolean has(Right right, String scope) {
        Decision decision = tenant.roles().decide(caller, right, Scope.of(scope));
        decision.reliedOn().forEach(evidence::rely);
        return decision.allowed();
    }

    /// Requires a right.
    ///
    /// @param scope id of the resource
    /// @throws VaultException `AUTHORIZATION_FAILED`
    public void require(Right right, String scope) {
        if (!has(right, scope)) {
            throw new VaultException(
                    Problem.AUTHORIZATION_FAILED,
                    "The client '%s' with object id '%s' does not have authorization to perform action '%s' over scope '%s' or the scope is invalid. If access was recently granted, please refresh your credentials."
                            .formatted(
                                    caller.applicationId() == null
                                            ? caller.principal()
                                            : caller.applicationId(),
                                    caller.principal(),
                                    right.action(),
                                    scope));
        }
    }
}
