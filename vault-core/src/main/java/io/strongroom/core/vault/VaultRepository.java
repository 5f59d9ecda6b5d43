package io.strongroom.core.vault;

import io.strongroom.core.Page;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.state.Change;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps tenants and vaults. Every row it returns has matched its seal.
///
/// All methods may throw `VaultException.Integrity` (a row was edited behind the service's back)
/// and `VaultException` (the store does not answer).
public interface VaultRepository {

    /// Finds a live vault by its host name, over all tenants.
    ///
    /// @param current true to look into the store, false to be content with a cached value whose
    ///   generation the audit trail checks
    Optional<OpenVault> open(VaultName name, boolean current);

    /// Finds a tenant.
    ///
    /// @param current as in [#open]
    Optional<Tenant> tenant(TenantId id, boolean current);

    /// Finds out who holds a vault name, live or deleted, over all tenants.
    Optional<NameHolder> holder(VaultName name);

    /// Lists the live vaults of a subscription in name order.
    ///
    /// @param resourceGroup null for all of them
    /// @param limit most vaults of a page
    /// @param after `next` of the page before, null for the first page
    Page<Vault> list(
            TenantId tenant,
            SubscriptionId subscription,
            @Nullable String resourceGroup,
            int limit,
            @Nullable String after);

    /// Adds a tenant.
    Change add(Tenant tenant);

    /// Replaces a tenant's record; the new generation is the old one plus one.
    Change replace(Tenant before, Tenant after);

    /// Adds a vault. Applying it answers false when the name is taken meanwhile.
    Change add(Vault vault);

    /// Replaces a vault's record; the new generation is the old one plus one.
    Change replace(Vault before, Vault after);

    /// Who holds a name.
    ///
    /// @param deleted whether the vault is deleted
    record NameHolder(VaultId vault, boolean deleted) {}
}
