package io.strongroom.core.access;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.permission.KeyPermission;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.Vault;

/// Decides who may do what. A caller without the right learns nothing about the object, not even
/// whether it exists.
public final class AccessControl {
    private AccessControl() {}

    /// Requires a right on the keys of a vault. An owner of the tenant has every right on its
    /// vaults.
    ///
    /// @throws VaultException `ForbiddenByPolicy`
    public static void require(Caller caller, OpenVault open, KeyPermission permission) {
        if (!caller.tenant().equals(open.tenant().id()) || !allows(caller, open, permission)) {
            throw refused(caller, open.vault(), "keys " + permission.wireName());
        }
    }

    /// Requires that the caller owns the tenant's subscriptions.
    ///
    /// @param action such as `Microsoft.KeyVault/vaults/write`
    /// @param scope the resource's id
    /// @throws VaultException `AuthorizationFailed`, as Azure Resource Manager says it
    public static void requireOwner(Caller caller, Tenant tenant, String action, String scope) {
        if (!caller.tenant().equals(tenant.id()) || !tenant.owners().contains(caller.principal())) {
            throw notAuthorized(caller, action, scope);
        }
    }

    /// Requires that the caller may see which vaults there are: an owner or a security officer.
    ///
    /// @throws VaultException `AuthorizationFailed`
    public static void requireReader(Caller caller, Tenant tenant, String action, String scope) {
        if (!isReader(caller, tenant)) {
            throw notAuthorized(caller, action, scope);
        }
    }

    /// Whether the caller may read what the tenant has: an owner or a security officer of it.
    public static boolean isReader(Caller caller, Tenant tenant) {
        return caller.tenant().equals(tenant.id())
                && (tenant.owners().contains(caller.principal())
                        || tenant.officers().contains(caller.principal()));
    }

    /// Requires that the caller is a security officer of the tenant.
    ///
    /// @throws VaultException `AuthorizationFailed`
    public static void requireOfficer(Caller caller, Tenant tenant, String action) {
        if (!caller.tenant().equals(tenant.id())
                || !tenant.officers().contains(caller.principal())) {
            throw notAuthorized(caller, action, "/tenants/" + tenant.id());
        }
    }

    private static boolean allows(Caller caller, OpenVault open, KeyPermission permission) {
        return open.tenant().owners().contains(caller.principal())
                || open.access().allows(caller.principal(), caller.applicationId(), permission);
    }

    private static VaultException refused(Caller caller, Vault vault, String right) {
        return new VaultException(
                Problem.FORBIDDEN_BY_POLICY,
                "The user, group or application '%s' does not have %s permission on key vault '%s;location=%s'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287"
                        .formatted(described(caller), right, vault.name(), vault.location()));
    }

    private static VaultException notAuthorized(Caller caller, String action, String scope) {
        return new VaultException(
                Problem.AUTHORIZATION_FAILED,
                "The client '%s' with object id '%s' does not have authorization to perform action '%s' over scope '%s' or the scope is invalid. If access was recently granted, please refresh your credentials."
                        .formatted(
                                caller.applicationId() == null
                                        ? caller.principal()
                                        : caller.applicationId(),
                                caller.principal(),
                                action,
                                scope));
    }

    private static String described(Caller caller) {
        String application =
                caller.applicationId() == null ? "" : "appid=" + caller.applicationId() + ";";
        return application + "oid=" + caller.principal() + ";numgroups=0;iss=" + caller.issuer();
    }
}
