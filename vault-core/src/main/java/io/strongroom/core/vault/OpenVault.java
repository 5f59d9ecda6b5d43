package io.strongroom.core.vault;

import io.strongroom.core.audit.Target;
import io.strongroom.core.permission.AccessList;

/// A live vault with its tenant: all that a request needs to know before it looks at an object.
public final class OpenVault {
    private final Vault vault;
    private final Tenant tenant;
    private final AccessList access;
    private final Target target;

    public OpenVault(Vault vault, Tenant tenant) {
        if (!vault.id().tenant().equals(tenant.id())) {
            throw new IllegalArgumentException("vault of another tenant");
        }
        this.vault = vault;
        this.tenant = tenant;
        this.access = new AccessList(vault.settings().accessPolicies());
        this.target = vault.target();
    }

    public Vault vault() {
        return vault;
    }

    public Tenant tenant() {
        return tenant;
    }

    /// What every operation in it is about, made once and not for each request.
    public Target target() {
        return target;
    }

    public AccessList access() {
        return access;
    }
}
