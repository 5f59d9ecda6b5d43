package io.strongroom.core.vault;

import io.strongroom.core.permission.AccessPolicies;
import io.strongroom.core.permission.Grants;

/// A vault with its tenant: all that a request needs to know before it looks at an object.
public final class OpenVault {
    private final Vault vault;
    private final Tenant tenant;
    private final Grants grants;
    private final String resourceId;

    public OpenVault(Vault vault, Tenant tenant) {
        if (!vault.id().tenant().equals(tenant.id())) {
            throw new IllegalArgumentException("vault of another tenant");
        }
        this.vault = vault;
        this.tenant = tenant;
        this.grants =
                new AccessPolicies(tenant.id(), vault.guard(), vault.settings().accessPolicies());
        this.resourceId = vault.resourceId();
    }

    public Vault vault() {
        return vault;
    }

    public Tenant tenant() {
        return tenant;
    }

    /// Its id in the control plane.
    public String resourceId() {
        return resourceId;
    }

    /// The rights on the objects in it.
    public Grants grants() {
        return grants;
    }
}
