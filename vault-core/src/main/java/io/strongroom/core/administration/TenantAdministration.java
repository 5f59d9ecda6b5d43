package io.strongroom.core.administration;

import io.strongroom.core.audit.Target;
import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.vault.Subscription;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.VaultRepository;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Brings tenants to what the installation's configuration says. Only the platform's operator can
/// do that.
public final class TenantAdministration {
    private final VaultRepository vaults;
    private final KeyProvider provider;

    public TenantAdministration(VaultRepository vaults, KeyProvider provider) {
        this.vaults = vaults;
        this.provider = provider;
    }

    /// Makes the tenant, with a key of its own made in the HSM, or brings its record up to date. A
    /// record that is up to date is left alone.
    public Decided<Tenant> put(
            Evidence evidence,
            TenantId id,
            String name,
            List<Subscription> subscriptions,
            Set<PrincipalId> owners,
            Set<PrincipalId> officers) {
        evidence.about(Target.of(id));
        Optional<Tenant> existing = vaults.tenant(id, true);
        if (existing.isEmpty()) {
            Tenant tenant =
                    new Tenant(
                            id,
                            name,
                            provider.createTenantKey(id),
                            subscriptions,
                            owners,
                            officers,
                            1);
            return Decided.after(vaults.add(tenant), tenant).withStatus(201);
        }
        Tenant before = existing.get();
        Tenant same =
                new Tenant(
                        id,
                        name,
                        before.key(),
                        subscriptions,
                        owners,
                        officers,
                        before.generation());
        if (same.equals(before)) {
            return Decided.answer(before);
        }
        Tenant after =
                new Tenant(
                        id,
                        name,
                        before.key(),
                        subscriptions,
                        owners,
                        officers,
                        before.generation() + 1);
        return Decided.after(vaults.replace(before, after), after);
    }
}
