package io.strongroom.core.permission;

import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Guard;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The roles of a tenant, which hold for all of its subscriptions. Neither gives a right on the
/// objects of a vault: owners administer vaults, and use what is in them only by an access policy,
/// as in Azure.
public final class TenantRoles implements Grants {
    /// What a security officer may do.
    private static final Set<Right> OFFICER =
            EnumSet.of(
                    Right.VAULTS_READ,
                    Right.VAULT_NAMES_CHECK,
                    Right.SUBSCRIPTIONS_READ,
                    Right.AUDIT_EVENTS_READ);

    private final TenantId tenant;
    private final Set<PrincipalId> owners;
    private final Set<PrincipalId> officers;
    private final List<Guard> reliedOn;

    /// @param guard what a decision relies on: the tenant's record
    public TenantRoles(
            TenantId tenant, Guard guard, Set<PrincipalId> owners, Set<PrincipalId> officers) {
        this.tenant = tenant;
        this.owners = Set.copyOf(owners);
        this.officers = Set.copyOf(officers);
        this.reliedOn = List.of(guard);
    }

    @Override
    public Decision decide(Caller caller, Right right, Scope scope) {
        if (!caller.tenant().equals(tenant)) {
            return new Decision(false, "the caller is from another tenant", reliedOn);
        }
        if (owners.contains(caller.principal()) && isAnOwners(right)) {
            return new Decision(true, "the role Owner", reliedOn);
        }
        if (officers.contains(caller.principal()) && OFFICER.contains(right)) {
            return new Decision(true, "the role Security Officer", reliedOn);
        }
        return new Decision(false, "no role gives the right", reliedOn);
    }

    /// Everything on the control plane, but the log is the officers'.
    private static boolean isAnOwners(Right right) {
        return right.collection() == null && right != Right.AUDIT_EVENTS_READ;
    }
}
