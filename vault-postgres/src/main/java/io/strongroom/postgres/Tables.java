package io.strongroom.postgres;

import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.recovery.Presence;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.Vault;
import io.strongroom.postgres.SealedTable.Column;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The tables of sealed documents.
final class Tables {
    static final SealedTable<Tenant> TENANT =
            new SealedTable<>(
                    "tenant",
                    "t",
                    "%1$s.tenant_id",
                    List.of(new Column<>("tenant_id", tenant -> tenant.id().value())),
                    List.of());

    static final SealedTable<Vault> VAULT =
            new SealedTable<>(
                    "vault",
                    "v",
                    "%1$s.vault_id",
                    List.of(
                            new Column<>("tenant_id", vault -> vault.id().tenant().value()),
                            new Column<>("vault_id", vault -> vault.id().value())),
                    List.of(
                            new Column<>("canonical_name", vault -> vault.name().canonical()),
                            new Column<>("subscription_id", vault -> vault.subscription().value()),
                            new Column<>("resource_group", Tables::resourceGroup),
                            new Column<>("deleted", vault -> vault.deleted() != null)));

    static final SealedTable<Key> KEY =
            new SealedTable<>(
                    "key",
                    "k",
                    "%1$s.subject",
                    List.of(
                            new Column<>("tenant_id", key -> key.id().vault().tenant().value()),
                            new Column<>("vault_id", key -> key.id().vault().value()),
                            new Column<>("canonical_name", key -> key.id().name().canonical())),
                    List.of(
                            new Column<>("subject", Key::subject),
                            new Column<>("current_version", key -> key.current().value()),
                            new Column<>("presence", key -> key.presence().word()),
                            new Column<>("scheduled_purge", Tables::scheduledPurge),
                            new Column<>("due", Tables::due)));

    static final SealedTable<KeyVersion> KEY_VERSION =
            new SealedTable<>(
                    "key_version",
                    "kv",
                    "%1$s.subject",
                    List.of(
                            new Column<>("tenant_id", v -> v.key().vault().tenant().value()),
                            new Column<>("vault_id", v -> v.key().vault().value()),
                            new Column<>("canonical_name", v -> v.key().name().canonical()),
                            new Column<>("version", v -> v.id().value())),
                    List.of(
                            new Column<>("ordinal", KeyVersion::ordinal),
                            new Column<>("subject", v -> v.guard().subject())));

    private Tables() {}

    /// Resource groups compare without case.
    static String canonical(String resourceGroup) {
        return resourceGroup.toLowerCase(Locale.ROOT);
    }

    /// In seconds since 1970.
    private static @Nullable Object scheduledPurge(Key key) {
        return switch (key.presence()) {
            case Presence.Deleted(_, Instant purge) -> purge.getEpochSecond();
            case Presence.Live _, Presence.Purged _ -> null;
        };
    }

    /// In seconds since 1970.
    private static @Nullable Object due(Key key) {
        Instant due = key.lifetime().due();
        return due == null ? null : due.getEpochSecond();
    }

    private static String resourceGroup(Vault vault) {
        return canonical(vault.resourceGroup());
    }
}
