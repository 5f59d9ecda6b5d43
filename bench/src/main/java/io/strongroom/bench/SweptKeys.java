package io.strongroom.bench;

import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.audit.RequestFacts;
import io.strongroom.core.audit.Target;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyAttributes;
import io.strongroom.core.key.KeyOperation;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.key.Protection;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Sealer;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.Subscription;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.Vault;
import io.strongroom.core.vault.VaultSettings;
import io.strongroom.postgres.PostgresDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Stores keys as the service does, but for the HSM: their blobs open nowhere.
final class SweptKeys {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final KeySpec SPEC = new KeySpec.Oct(256);

    private final PostgresDatabase database;
    private final Sealer sealer;
    private final ChainedAuditTrail trail;
    private final OpenVault vault;
    private int stored;

    SweptKeys(PostgresDatabase database, Sealer sealer, ChainedAuditTrail trail) {
        this.database = database;
        this.sealer = sealer;
        this.trail = trail;
        this.vault = vault();
    }

    private OpenVault vault() {
        TenantId id = new TenantId(UUID.randomUUID());
        SubscriptionId subscription = new SubscriptionId(UUID.randomUUID());
        Tenant tenant =
                new Tenant(
                        id,
                        "Measured",
                        List.of(new TenantKey(id, PoolName.LOCAL, new byte[40], 1)),
                        List.of(new Subscription(subscription, "Measured", List.of("main"))),
                        Set.of(),
                        Set.of(),
                        1);
        Vault made =
                new Vault(
                        new VaultId(id, UUID.randomUUID()),
                        new VaultName("measured"),
                        subscription,
                        "main",
                        "local",
                        VaultSettings.DEFAULTS,
                        NOW,
                        "bench",
                        NOW,
                        "bench",
                        null,
                        1);
        record(id, database.vaults(sealer).add(tenant).and(database.vaults(sealer).add(made)));
        return new OpenVault(made, tenant);
    }

    /// Stores keys, a number of them in each commit.
    void add(int keys, int together) {
        var repository = database.keys(sealer);
        for (int left = keys; left > 0; left -= together) {
            Change change = _ -> true;
            for (int i = 0; i < Math.min(left, together); i++) {
                KeyVersion version = version();
                Key key = new Key(version.key(), UUID.randomUUID(), version.id(), 1);
                change = change.and(repository.add(key, version));
            }
            record(vault.tenant().id(), change);
        }
    }

    private KeyVersion version() {
        VersionId id = new VersionId(UUID.randomUUID());
        KeyHeader header =
                new KeyHeader(
                        new KeyId(vault.vault().id(), new ObjectName("key-" + stored++)),
                        id,
                        SPEC,
                        KeyHeader.purposesOf(SPEC),
                        NOW,
                        PoolName.LOCAL,
                        1);
        WrappedKey wrapped =
                new WrappedKey(
                        header,
                        new KeyMaterial.Secret(new byte[100]),
                        vault.tenant().key(PoolName.LOCAL));
        KeyAttributes attributes =
                new KeyAttributes(
                        true,
                        null,
                        null,
                        NOW,
                        NOW,
                        KeyOperation.supportedBy(SPEC),
                        Map.of("owner", "bench"));
        return new KeyVersion(wrapped, Protection.HSM, attributes, 1, 1);
    }

    private void record(TenantId tenant, Change change) {
        AuditEvent event =
                new AuditEvent(
                        Action.KEY_CREATE,
                        RequestFacts.ofTask(UUID.randomUUID().toString(), "bench", NOW),
                        Target.of(tenant),
                        null,
                        Outcome.success(200),
                        Duration.ZERO,
                        Map.of());
        if (!trail.record(event, List.of(), change)) {
            throw new IllegalStateException("not stored");
        }
    }
}
