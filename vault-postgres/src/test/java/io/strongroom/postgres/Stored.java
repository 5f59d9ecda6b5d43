package io.strongroom.postgres;

import io.strongroom.core.Samples;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyAttributes;
import io.strongroom.core.key.KeyOperation;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.key.Protection;
import io.strongroom.core.permission.Right;
import io.strongroom.core.recovery.Presence;
import io.strongroom.core.rotation.Lifetime;
import io.strongroom.core.state.Change;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.Subscription;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.Vault;
import io.strongroom.core.vault.VaultSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// One row of everything, stored: a tenant with a vault with a key with a version.
record Stored(Tenant tenant, Vault vault, Key key, KeyVersion version) {
    private static final KeySpec DONORS_SPEC = new KeySpec.Rsa(2048);

    /// The target of an attacker.
    static Stored victim(PostgresStore store) {
        Tenant tenant = store.freshTenant();
        OpenVault vault = store.freshVault(tenant);
        KeyVersion version = Samples.ec256Key(vault, "Victim");
        return new Stored(tenant, vault.vault(), store.added(vault, version), version);
    }

    /// The source of an attacker's values: it differs from every victim in every column.
    static Stored donor(PostgresStore store) {
        Tenant tenant = donorTenant();
        store.added(tenant);
        Tenant renamed = renamed(tenant, "Donor");
        store.commit(tenant.id(), store.vaults.replace(tenant, renamed));
        Vault made = Samples.freshVault(renamed);
        store.added(made);
        Vault vault = otherVault(made);
        store.commit(tenant.id(), store.vaults.replace(made, vault));
        OpenVault open = new OpenVault(vault, renamed);
        KeyVersion first = Samples.keyVersion(open, "Donor", DONORS_SPEC);
        Key added = store.added(open, first);
        KeyVersion second = otherVersion(open);
        Key key = added.with(second);
        store.commit(tenant.id(), store.keys.addVersion(added, key, second));
        KeyVersion replaced = Samples.disabled(second);
        store.commit(tenant.id(), store.keys.replace(second, replaced));
        Key due = key.with(new Lifetime(null, null, null, Samples.NOW));
        store.commit(tenant.id(), store.keys.replace(key, due));
        Key deleted = due.with(Presence.Deleted.since(Samples.NOW, Duration.ofDays(90)));
        store.commit(tenant.id(), store.keys.replace(due, deleted));
        return new Stored(renamed, vault, deleted, replaced);
    }

    OpenVault open() {
        return new OpenVault(vault, tenant);
    }

    /// This vault, as if it had been found with these ids.
    OpenVault openAs(TenantId tenantId, UUID vaultId) {
        Tenant other = Samples.tenant(tenantId, vault.subscription());
        return new OpenVault(
                new Vault(
                        new VaultId(tenantId, vaultId),
                        vault.name(),
                        vault.subscription(),
                        vault.resourceGroup(),
                        vault.location(),
                        vault.settings(),
                        vault.created(),
                        vault.createdBy(),
                        vault.updated(),
                        vault.updatedBy(),
                        null,
                        vault.generation()),
                other);
    }

    /// The subject of the row of a table.
    UUID subject(String table) {
        return switch (table) {
            case "tenant" -> tenant.id().value();
            case "vault", "vault_name" -> vault.id().value();
            case "key" -> key.subject();
            default -> version.id().value();
        };
    }

    /// A change that moves the row of a table to its next generation.
    Change next(PostgresStore store, String table) {
        return switch (table) {
            case "tenant" -> store.vaults.replace(tenant, renamed(tenant, "New"));
            case "vault" ->
                    store.vaults.replace(
                            vault, Samples.withPolicies(vault, Samples.policy(Samples.NOBODY)));
            case "key" -> {
                KeyVersion second = Samples.ec256Key(open(), "Victim");
                yield store.keys.addVersion(
                        key, key.with(second), Samples.following(version, second));
            }
            default -> store.keys.replace(version, Samples.disabled(version));
        };
    }

    static Tenant renamed(Tenant t, String name) {
        return new Tenant(
                t.id(),
                name,
                t.keys(),
                t.subscriptions(),
                t.owners(),
                t.officers(),
                t.generation() + 1);
    }

    private static Tenant donorTenant() {
        TenantId id = new TenantId(UUID.randomUUID());
        return new Tenant(
                id,
                "Made",
                List.of(new TenantKey(id, PoolName.LOCAL, new byte[] {1, 2, 3}, 2)),
                List.of(
                        new Subscription(
                                new SubscriptionId(UUID.randomUUID()), "Other", List.of("other"))),
                Set.of(new PrincipalId("donor")),
                Set.of(),
                1);
    }

    /// A vault that gives more than a new one does.
    private static Vault otherVault(Vault before) {
        return new Vault(
                before.id(),
                before.name(),
                before.subscription(),
                "other",
                "local2",
                new VaultSettings(
                        Map.of(),
                        "standard",
                        true,
                        true,
                        true,
                        7,
                        true,
                        List.of(Samples.policy(Samples.APP, Right.KEYS_GET, Right.SECRETS_GET)),
                        false,
                        null),
                before.created().plusSeconds(1),
                "donor",
                before.updated().plusSeconds(2),
                "donor",
                before.updated().plusSeconds(3),
                before.generation() + 1);
    }

    private static KeyVersion otherVersion(OpenVault vault) {
        KeyVersion plain = Samples.keyVersion(vault, "Donor", DONORS_SPEC);
        Instant made = Samples.NOW.plusSeconds(5);
        KeyHeader header =
                new KeyHeader(
                        plain.key(),
                        plain.id(),
                        DONORS_SPEC,
                        plain.wrapped().header().purposes(),
                        made,
                        PoolName.LOCAL,
                        2);
        KeyAttributes attributes =
                new KeyAttributes(
                        true,
                        made,
                        made.plusSeconds(60),
                        made,
                        made.plusSeconds(1),
                        List.of(KeyOperation.VERIFY),
                        Map.of());
        return new KeyVersion(
                new WrappedKey(header, plain.material(), plain.wrapped().tenantKey()),
                Protection.SOFTWARE,
                attributes,
                2,
                1);
    }
}
