package io.strongroom.core.vault;

import io.strongroom.core.Page;
import io.strongroom.core.PageRequest;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.state.Change;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Stores tenants and vaults. Every document it returns has matched its seal.
///
/// All methods may throw `VaultException.Integrity` (a row was edited behind the service's back)
/// and a `VaultException` about `SERVICE_UNAVAILABLE` (the store does not answer, or a newer
/// version of Strongroom wrote the document).
public interface VaultRepository {

    /// Finds a live vault by its host name, over all tenants.
    ///
    /// @param current true to read the store; false to accept a cached value, whose generation the
    ///   audit trail checks
    Optional<OpenVault> open(VaultName name, boolean current);

    /// Finds a vault by its id, live or deleted, as the store has it now.
    Optional<OpenVault> find(VaultId id);

    /// Finds a tenant.
    ///
    /// @param current as in [#open]
    Optional<Tenant> tenant(TenantId id, boolean current);

    /// Finds the vault that has a name, live or deleted, over all tenants.
    Optional<NameHolder> holder(VaultName name);

    /// Lists the live vaults of a subscription in the order of their names.
    Page<Vault> list(VaultFilter filter, PageRequest page);

    /// Adds a tenant.
    Change add(Tenant tenant);

    /// Replaces a tenant's record; the new generation is the old one plus one.
    Change replace(Tenant before, Tenant after);

    /// Adds a vault. Applying the change returns false if the name is taken meanwhile.
    Change add(Vault vault);

    /// Replaces a vault's record; the new generation is the old one plus one.
    Change replace(Vault before, Vault after);

    /// The vault that has a name.
    ///
    /// @param deleted whether the vault is deleted
    record NameHolder(VaultId vault, boolean deleted) {}

    /// Which vaults to list.
    ///
    /// @param resourceGroup null for all of the subscription; names compare without case
    record VaultFilter(
            TenantId tenant, SubscriptionId subscription, @Nullable String resourceGroup) {}
}
