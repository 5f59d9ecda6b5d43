package io.strongroom.core.vault;

import io.strongroom.core.InMemoryStore;
import io.strongroom.core.InMemoryTransaction;
import io.strongroom.core.Page;
import io.strongroom.core.PageRequest;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.state.Change;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Tenants and vaults in memory, always current. Guarded by its store.
public final class InMemoryVaultRepository implements VaultRepository {
    private final InMemoryStore store;
    private final Map<TenantId, Tenant> tenants = new HashMap<>();
    private final TreeMap<String, Vault> vaults = new TreeMap<>();
    private final Set<VaultId> edited = new HashSet<>();
    private @Nullable VaultException failure;

    public InMemoryVaultRepository(InMemoryStore store) {
        this.store = store;
    }

    /// Edits a vault behind the service's back: from now on it does not match its seal.
    public void edit(VaultName name) {
        store.read(() -> edited.add(held(name).orElseThrow().id()));
    }

    /// Makes every vault unreadable from now on.
    ///
    /// @param failure what is thrown when a vault is read
    public void fail(VaultException failure) {
        store.read(() -> this.failure = failure);
    }

    @Override
    public Optional<OpenVault> open(VaultName name, boolean current) {
        return store.read(() ->
                held(name)
                        .filter(vault -> vault.deleted() == null)
                        .map(this::unedited)
                        .flatMap(vault ->
                                tenant(vault.id().tenant(), current)
                                        .map(tenant -> new OpenVault(vault, tenant))));
    }

    @Override
    public Optional<OpenVault> find(VaultId id) {
        return store.read(() ->
                vaults.values().stream()
                        .filter(vault -> vault.id().equals(id))
                        .findFirst()
                        .map(this::unedited)
                        .flatMap(vault ->
                                tenant(id.tenant(), true)
                                        .map(tenant -> new OpenVault(vault, tenant))));
    }

    @Override
    public Optional<Tenant> tenant(TenantId id, boolean current) {
        return store.read(() -> Optional.ofNullable(tenants.get(id)));
    }

    @Override
    public Optional<NameHolder> holder(VaultName name) {
        return store.read(() ->
                held(name)
                        .map(this::unedited)
                        .map(vault -> new NameHolder(vault.id(), vault.deleted() != null)));
    }

    @Override
    public Page<Vault> list(VaultFilter filter, PageRequest page) {
        String after = page.after();
        String group = filter.resourceGroup();
        int limit = page.limit();
        return store.read(() -> {
            List<Vault> rest =
                    vaults.tailMap(after == null ? "" : after, false).values().stream()
                            .filter(vault -> vault.deleted() == null)
                            .filter(vault -> vault.id().tenant().equals(filter.tenant()))
                            .filter(vault -> vault.subscription().equals(filter.subscription()))
                            .filter(vault ->
                                    group == null || vault.resourceGroup().equalsIgnoreCase(group))
                            .map(this::unedited)
                            .toList();
            return rest.size() <= limit
                    ? new Page<>(rest, null)
                    : new Page<>(rest.subList(0, limit), rest.get(limit - 1).name().canonical());
        });
    }

    @Override
    public Change add(Tenant tenant) {
        return transaction -> {
            InMemoryTransaction open = InMemoryTransaction.of(transaction);
            if (!open.begin(tenant.guard())) {
                return false;
            }
            open.put(tenants, tenant.id(), tenant);
            return true;
        };
    }

    @Override
    public Change replace(Tenant before, Tenant after) {
        return transaction -> {
            InMemoryTransaction open = InMemoryTransaction.of(transaction);
            if (!open.advance(before.guard(), after.guard())) {
                return false;
            }
            open.put(tenants, after.id(), after);
            return true;
        };
    }

    @Override
    public Change add(Vault vault) {
        return transaction -> {
            InMemoryTransaction open = InMemoryTransaction.of(transaction);
            if (held(vault.name()).isPresent() || !open.begin(vault.guard())) {
                return false;
            }
            open.put(vaults, vault.name().canonical(), vault);
            return true;
        };
    }

    @Override
    public Change replace(Vault before, Vault after) {
        return transaction -> {
            InMemoryTransaction open = InMemoryTransaction.of(transaction);
            if (!open.advance(before.guard(), after.guard())) {
                return false;
            }
            open.put(vaults, after.name().canonical(), after);
            return true;
        };
    }

    private Optional<Vault> held(VaultName name) {
        if (failure != null) {
            throw failure;
        }
        return Optional.ofNullable(vaults.get(name.canonical()));
    }

    private Vault unedited(Vault vault) {
        if (edited.contains(vault.id())) {
            throw new VaultException.Integrity("a stored vault does not match its seal")
                    .of(vault.id().tenant());
        }
        return vault;
    }
}
