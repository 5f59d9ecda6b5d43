package io.strongroom.core.administration;

import io.strongroom.core.audit.Target;
import io.strongroom.core.crypto.KeyMaker;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.VaultRepository;
import java.util.List;
import java.util.Optional;

/// Applies the installation's configuration to tenants. Only the platform's operator can do that.
public final class TenantAdministration {
    private final VaultRepository vaults;
    private final KeyMaker maker;

    public TenantAdministration(VaultRepository vaults, KeyMaker maker) {
        this.vaults = vaults;
        this.maker = maker;
    }

    /// Creates the tenant, with a key of its own made in the HSM, or brings its record up to date.
    /// A record that is up to date is left alone.
    public Decided<Tenant> put(Evidence evidence, TenantRequest request) {
        evidence.about(Target.of(request.id()));
        Optional<Tenant> existing = vaults.tenant(request.id(), true);
        if (existing.isEmpty()) {
            Tenant tenant = request.tenant(List.of(maker.createTenantKey(request.id())), 1);
            return Decided.changing(vaults.add(tenant), tenant).withStatus(201);
        }
        Tenant before = existing.get();
        if (request.tenant(before.keys(), before.generation()).equals(before)) {
            return Decided.answer(before);
        }
        Tenant after = request.tenant(before.keys(), before.generation() + 1);
        return Decided.changing(vaults.replace(before, after), after);
    }
}
