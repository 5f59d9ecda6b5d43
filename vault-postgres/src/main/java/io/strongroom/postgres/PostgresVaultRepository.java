package io.strongroom.postgres;

import static io.strongroom.postgres.Tables.TENANT;
import static io.strongroom.postgres.Tables.VAULT;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.strongroom.core.Page;
import io.strongroom.core.PageRequest;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Kind;
import io.strongroom.core.state.Sealer;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.TenantDocument;
import io.strongroom.core.vault.Vault;
import io.strongroom.core.vault.VaultDocument;
import io.strongroom.core.vault.VaultRepository;
import io.strongroom.postgres.SealedRows.Opened;
import io.strongroom.postgres.SealedRows.Opening;
import io.strongroom.postgres.SealedWrite.Conflict;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Tenants and vaults in PostgreSQL, with bounded caches of those in use.
///
/// A cached value may be stale; its guards fail if that matters. A missing name is never cached: a
/// vault that another node has just created is found at once, and such a cache would not help
/// against made-up names. [NameLookups] limits what a flood of them can take.
final class PostgresVaultRepository implements VaultRepository {
    private static final int CACHED_TENANTS = 10_000;
    private static final int CACHED_DELETIONS = 10_000;

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
            %s
            LEFT JOIN tenant t ON t.tenant_id = n.tenant_id
            %s
            WHERE n.canonical_name = ?
            """
                    .formatted(
                            VAULT.selected(), TENANT.selected(), VAULT.joined(), TENANT.joined());

    private static final String TO_FIND_HOLDER =
            """
            SELECT set_config('strongroom.tenant', ?, true), set_config('strongroom.name', ?, true);
            """;

    /// The vault whose name `vault_name` does not have. It may be another tenant's.
    private static final String WITHOUT_NAME =
            """
            SELECT v.tenant_id
            FROM vault v
            WHERE v.canonical_name = ? AND NOT EXISTS (
                SELECT FROM vault_name n WHERE n.canonical_name = v.canonical_name)
            """;

    private static final String FIND_VAULT =
            """
            SELECT %s, %s
            FROM vault v
            %s
            LEFT JOIN tenant t ON t.tenant_id = v.tenant_id
            %s
            WHERE v.tenant_id = ? AND v.vault_id = ?
            """
                    .formatted(
                            VAULT.selected(), TENANT.selected(), VAULT.joined(), TENANT.joined());

    private static final String FIND_TENANT =
            """
            SELECT %s
            FROM tenant t
            %s
            WHERE t.tenant_id = ?
            """
                    .formatted(TENANT.selected(), TENANT.joined());

    /// What a tenant without a row has.
    private static final String WITHOUT_TENANT =
            """
            SELECT 1
            WHERE NOT EXISTS (SELECT FROM tenant t WHERE t.tenant_id = ?) AND (
                EXISTS (SELECT FROM generation g WHERE g.subject = ?)
                OR EXISTS (SELECT FROM vault v WHERE v.tenant_id = ?)
                OR EXISTS (SELECT FROM key k WHERE k.tenant_id = ?)
                OR EXISTS (SELECT FROM key_version kv WHERE kv.tenant_id = ?))
            """;

    private static final String LIST =
            """
            SELECT %s
            FROM vault v
            %s
            WHERE v.tenant_id = ? AND v.subscription_id = ? AND v.canonical_name > ?
                AND NOT v.deleted AND v.resource_group = COALESCE(?, v.resource_group)
            ORDER BY v.canonical_name
            LIMIT ?
            """
                    .formatted(VAULT.selected(), VAULT.joined());

    private static final Kind<Tenant> TENANTS = new TenantDocument();
    private static final Kind<Vault> VAULTS = new VaultDocument();

    private final TenantSql sql;
    private final SealedRows sealed;
    private final NameLookups lookups;
    private final Cache<VaultName, OpenVault> open =
            Caffeine.newBuilder()
                    .maximumWeight(CACHED_POLICIES)
                    .weigher((VaultName _, OpenVault vault) -> weight(vault))
                    .build();
    private final Cache<VaultName, Guard> deleted =
            Caffeine.newBuilder().maximumSize(CACHED_DELETIONS).build();
    private final Cache<TenantId, Tenant> tenants =
            Caffeine.newBuilder().maximumSize(CACHED_TENANTS).build();

    /// @param lookups most uncached look-ups of vault names at a time; fewer than the pool has
    ///   connections
    PostgresVaultRepository(Connections connections, Sealer sealer, int lookups) {
        this.sql = new TenantSql(connections);
        this.sealed = new SealedRows(sealer);
        this.lookups = new NameLookups(lookups);
    }

    private static int weight(OpenVault vault) {
        return 1 + vault.vault().settings().accessPolicies().size();
    }

    @Override
    public Optional<OpenVault> open(VaultName name, boolean current) {
        OpenVault known = open.getIfPresent(name);
        if (known != null && !current) {
            return Optional.of(known);
        }
        Optional<OpenVault> held = held(name);
        if (known != null) {
            requireNewer(known, held);
        }
        held.ifPresent(holder -> requireStillDeleted(name, holder.vault()));
        Optional<OpenVault> found = held.filter(holder -> holder.vault().deleted() == null);
        found.ifPresentOrElse(vault -> open.put(name, vault), () -> open.invalidate(name));
        return found;
    }

    /// A vault that was seen deleted is not in the cache of open ones, but must not be older later.
    private void requireStillDeleted(VaultName name, Vault held) {
        Guard seen = deleted.getIfPresent(name);
        if (seen != null) {
            try {
                seen.requireNotAfter(held.guard());
            } catch (VaultException.Integrity edited) {
                throw edited.of(held.id().tenant());
            }
        }
        if (held.deleted() != null) {
            deleted.put(name, held.guard());
        }
    }

    /// Requires that a read finds nothing older than an earlier one did. The service removes no
    /// vaults and no tenants.
    private static void requireNewer(OpenVault known, Optional<OpenVault> held) {
        TenantId owner = known.tenant().id();
        try {
            OpenVault read = held.orElseThrow(() -> SealedRows.gone(VAULTS));
            known.vault().guard().requireNotAfter(read.vault().guard());
            known.tenant().guard().requireNotAfter(read.tenant().guard());
        } catch (VaultException.Integrity edited) {
            throw edited.of(owner);
        }
    }

    @Override
    public Optional<NameHolder> holder(VaultName name) {
        return held(name)
                .map(OpenVault::vault)
                .map(vault -> new NameHolder(vault.id(), vault.deleted() != null));
    }

    /// A vault and its tenant as rows.
    private record Rows(SealedRow<Vault> vault, SealedRow<Tenant> tenant) {}

    /// The vault that has the name, live or deleted.
    private Optional<OpenVault> held(VaultName name) {
        List<Rows> rows = lookups.run(name, () -> rows(name));
        return rows.stream().findFirst().map(row -> held(name, row));
    }

    private List<Rows> rows(VaultName name) {
        List<Rows> rows =
                sql.readAs(
                        AS_HOLDER_OF_NAME,
                        OPEN,
                        row -> new Rows(VAULT.copy(row), TENANT.copy(row)),
                        name.canonical(),
                        TenantId.NONE.toString(),
                        name.canonical());
        if (rows.isEmpty()) {
            requireNoVault(name);
        }
        return rows;
    }

    /// A name that is not held is no vault's name.
    ///
    /// @throws VaultException.Integrity of the tenant whose vault has the name
    private void requireNoVault(VaultName name) {
        List<UUID> owners =
                sql.readAs(
                        TO_FIND_HOLDER,
                        WITHOUT_NAME,
                        row -> row.getObject(1, UUID.class),
                        TenantId.NONE.toString(),
                        name.canonical(),
                        name.canonical());
        if (!owners.isEmpty()) {
            throw new VaultException.Integrity("the name of a stored vault is gone")
                    .of(new TenantId(owners.getFirst()));
        }
    }

    private OpenVault held(VaultName name, Rows rows) {
        try {
            return checked(name, rows);
        } catch (VaultException.Integrity edited) {
            Object owner = rows.tenant().values()[0];
            throw owner instanceof UUID id ? edited.of(new TenantId(id)) : edited;
        }
    }

    private OpenVault checked(VaultName name, Rows rows) {
        OpenVault vault = opened(rows);
        if (!vault.vault().name().equals(name)) {
            throw new VaultException.Integrity("a stored vault name points to another vault");
        }
        return vault;
    }

    private OpenVault opened(Rows rows) {
        Opening opening = sealed.opening();
        Opened<Vault> vault = opening.add(VAULTS, rows.vault());
        Opened<Tenant> tenant = opening.add(TENANTS, rows.tenant());
        opening.open();
        return new OpenVault(vault.value(), tenant.value());
    }

    @Override
    public Optional<OpenVault> find(VaultId id) {
        return sql
                .read(
                        id.tenant(),
                        FIND_VAULT,
                        row -> new Rows(VAULT.copy(row), TENANT.copy(row)),
                        id.tenant().value(),
                        id.value())
                .stream()
                .findFirst()
                .map(this::opened);
    }

    @Override
    public Optional<Tenant> tenant(TenantId id, boolean current) {
        Tenant known = tenants.getIfPresent(id);
        if (known != null && !current) {
            return Optional.of(known);
        }
        Optional<Tenant> found =
                open(TENANTS, sql.read(id, FIND_TENANT, TENANT::copy, id.value())).stream()
                        .findFirst();
        if (known != null) {
            Tenant read = found.orElseThrow(() -> SealedRows.gone(TENANTS));
            known.guard().requireNotAfter(read.guard());
        }
        if (found.isEmpty()) {
            requireNothingOf(id);
        }
        found.ifPresent(tenant -> tenants.put(id, tenant));
        return found;
    }

    /// A tenant that is not there has nothing.
    private void requireNothingOf(TenantId id) {
        UUID tenant = id.value();
        List<Boolean> rest =
                sql.read(id, WITHOUT_TENANT, _ -> true, tenant, tenant, tenant, tenant, tenant);
        if (!rest.isEmpty()) {
            throw new VaultException.Integrity(
                    "a stored tenant is gone, and what belongs to it is still there");
        }
    }

    @Override
    public Page<Vault> list(VaultFilter filter, PageRequest page) {
        String place = Cursor.decode(page.after(), "", text -> new VaultName(text).canonical());
        String group = filter.resourceGroup();
        List<SealedRow<Vault>> rows =
                sql.read(
                        filter.tenant(),
                        LIST,
                        VAULT::copy,
                        filter.tenant().value(),
                        filter.subscription().value(),
                        place,
                        group == null ? null : Tables.canonical(group),
                        page.limit() + 1);
        return Cursor.page(
                open(VAULTS, rows), page.limit(), vault -> vault, v -> v.name().canonical());
    }

    private <T> List<T> open(Kind<T> kind, List<SealedRow<T>> rows) {
        Opening opening = sealed.opening();
        List<Opened<T>> opened = rows.stream().map(row -> opening.add(kind, row)).toList();
        opening.open();
        return opened.stream().map(Opened::value).toList();
    }

    @Override
    public Change add(Tenant tenant) {
        return change(sealed.write().insert(TENANT, TENANTS, tenant).sealed(), tenant);
    }

    @Override
    public Change replace(Tenant before, Tenant after) {
        return change(sealed.write().replace(TENANT, TENANTS, before, after).sealed(), after);
    }

    @Override
    public Change add(Vault vault) {
        // the name comes first: another node may want it as well
        SealedWrite write =
                sealed.write()
                        .statement(
                                new Conflict(
                                        "vault_name",
                                        """
                                        SELECT 1 FROM vault_name WHERE canonical_name = ?
                                        """,
                                        vault.name().canonical()),
                                """
                                INSERT INTO vault_name (canonical_name, tenant_id, vault_id)
                                VALUES (?, ?, ?) ON CONFLICT DO NOTHING;
                                """,
                                vault.name().canonical(),
                                vault.id().tenant().value(),
                                vault.id().value())
                        .insert(VAULT, VAULTS, vault)
                        .sealed();
        return change(write, vault);
    }

    @Override
    public Change replace(Vault before, Vault after) {
        return change(sealed.write().replace(VAULT, VAULTS, before, after).sealed(), after);
    }

    /// A change evicts the cached value. If a reader caches the old state again before the change
    /// is durable, its guards fail, and the next read queries the store. An open vault of a changed
    /// tenant is detected in the same way.
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
