package io.strongroom.postgres;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.strongroom.core.Page;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Sealer;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.Vault;
import io.strongroom.core.vault.VaultRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Tenants and vaults in PostgreSQL, with bounded caches of those in use.
///
/// What is cached may be out of date; its guards tell when it matters. That a name is free is never
/// cached: a vault that another node has just made is there at once, and a cache of free names
/// would not help against names made up one by one. A [Gate] bounds what such a flood can take.
public final class PostgresVaultRepository implements VaultRepository {
    private static final int CACHED_TENANTS = 10_000;

    /// Counts vaults and their access policies: a vault can have 1,024.
    private static final int CACHED_POLICIES = 100_000;

    private static final String AS_HOLDER_OF_NAME =
            """
            SELECT set_config('strongroom.tenant', COALESCE(
                (SELECT tenant_id::text FROM vault_name WHERE canonical_name = ?), ?), true);
            """;

    private static final String OPEN =
            """
            SELECT %s, %s
            FROM vault_name n
            LEFT JOIN vault v ON v.tenant_id = n.tenant_id AND v.vault_id = n.vault_id
            LEFT JOIN generation vg ON vg.subject = v.vault_id AND vg.tenant_id = v.tenant_id
            LEFT JOIN tenant t ON t.tenant_id = n.tenant_id
            LEFT JOIN generation tg ON tg.subject = t.tenant_id AND tg.tenant_id = t.tenant_id
            WHERE n.canonical_name = ?
            """
                    .formatted(VaultRows.COLUMNS, TenantRows.COLUMNS);

    private static final String TENANT =
            """
            SELECT %s
            FROM tenant t
            LEFT JOIN generation tg ON tg.subject = t.tenant_id AND tg.tenant_id = t.tenant_id
            WHERE t.tenant_id = ?
            """
                    .formatted(TenantRows.COLUMNS);

    private static final String LIST =
            """
            SELECT %s
            FROM vault v
            LEFT JOIN generation vg ON vg.subject = v.vault_id AND vg.tenant_id = v.tenant_id
            WHERE v.tenant_id = ? AND v.subscription_id = ? AND v.canonical_name > ?
                AND v.deleted IS NULL
                AND lower(v.resource_group) = lower(COALESCE(?, v.resource_group))
            ORDER BY v.canonical_name
            LIMIT ?
            """
                    .formatted(VaultRows.COLUMNS);

    private final TenantSql sql;
    private final TenantRows tenantRows;
    private final VaultRows vaultRows;
    private final Gate gate;
    private final Cache<VaultName, OpenVault> open =
            Caffeine.newBuilder()
                    .maximumWeight(CACHED_POLICIES)
                    .weigher((VaultName _, OpenVault vault) -> weight(vault))
                    .build();
    private final Cache<TenantId, Tenant> tenants =
            Caffeine.newBuilder().maximumSize(CACHED_TENANTS).build();

    /// @param lookups most look-ups of vault names at a time that the caches cannot answer; fewer
    ///   than the pool has connections
    public PostgresVaultRepository(DataSource pool, Sealer sealer, int lookups) {
        Seals seals = new Seals(sealer);
        this.sql = new TenantSql(pool);
        this.tenantRows = new TenantRows(seals);
        this.vaultRows = new VaultRows(seals);
        this.gate = new Gate(lookups);
    }

    private static int weight(OpenVault vault) {
        return 1 + vault.vault().settings().accessPolicies().size();
    }

    @Override
    public Optional<OpenVault> open(VaultName name, boolean current) {
        OpenVault hit = current ? null : open.getIfPresent(name);
        if (hit != null) {
            return Optional.of(hit);
        }
        Optional<OpenVault> found = held(name).filter(holder -> holder.vault().deleted() == null);
        found.ifPresentOrElse(vault -> open.put(name, vault), () -> open.invalidate(name));
        return found;
    }

    @Override
    public Optional<NameHolder> holder(VaultName name) {
        return held(name)
                .map(OpenVault::vault)
                .map(vault -> new NameHolder(vault.id(), vault.deleted() != null));
    }

    /// The vault that has the name, live or deleted.
    private Optional<OpenVault> held(VaultName name) {
        return gate.pass(() ->
                sql
                        .readAs(
                                AS_HOLDER_OF_NAME,
                                OPEN,
                                row -> held(name, row),
                                name.canonical(),
                                TenantId.NONE.toString(),
                                name.canonical())
                        .stream()
                        .findFirst());
    }

    private OpenVault held(VaultName name, ResultSet row) throws SQLException {
        try {
            return checked(name, row);
        } catch (VaultException.Integrity edited) {
            UUID owner = row.getObject("t_tenant_id", UUID.class);
            throw owner == null ? edited : edited.of(new TenantId(owner));
        }
    }

    private OpenVault checked(VaultName name, ResultSet row) throws SQLException {
        Vault vault = vaultRows.vault(row);
        if (!vault.name().equals(name)) {
            throw new VaultException.Integrity("a stored vault name points to another vault");
        }
        return new OpenVault(vault, tenantRows.tenant(row));
    }

    @Override
    public Optional<Tenant> tenant(TenantId id, boolean current) {
        Tenant hit = current ? null : tenants.getIfPresent(id);
        if (hit != null) {
            return Optional.of(hit);
        }
        Optional<Tenant> found =
                sql.read(id, TENANT, tenantRows::tenant, id.value()).stream().findFirst();
        found.ifPresentOrElse(tenant -> tenants.put(id, tenant), () -> tenants.invalidate(id));
        return found;
    }

    @Override
    public Page<Vault> list(
            TenantId tenant,
            SubscriptionId subscription,
            @Nullable String resourceGroup,
            int limit,
            @Nullable String after) {
        String place = Cursor.decode(after, "", text -> new VaultName(text).canonical());
        List<Vault> found =
                sql.read(
                        tenant,
                        LIST,
                        vaultRows::vault,
                        tenant.value(),
                        subscription.value(),
                        place,
                        resourceGroup,
                        limit + 1);
        return Cursor.page(found, limit, vault -> vault, vault -> vault.name().canonical());
    }

    @Override
    public Change add(Tenant tenant) {
        return change(tenantRows.insert(tenant), tenant);
    }

    @Override
    public Change replace(Tenant before, Tenant after) {
        return change(tenantRows.update(before, after), after);
    }

    @Override
    public Change add(Vault vault) {
        return change(vaultRows.insert(vault), vault);
    }

    @Override
    public Change replace(Vault before, Vault after) {
        return change(vaultRows.update(before, after), after);
    }

    /// The caches forget what changes. Should a reader bring the old state back before the change
    /// is durable, its guards fail, and the next one looks into the store. An open vault of a
    /// changed tenant is found out in the same way.
    private Change change(SealedWrite write, Tenant tenant) {
        return transaction -> {
            tenants.invalidate(tenant.id());
            return write.apply(transaction);
        };
    }

    private Change change(SealedWrite write, Vault vault) {
        return transaction -> {
            open.invalidate(vault.name());
            return write.apply(transaction);
        };
    }
}
