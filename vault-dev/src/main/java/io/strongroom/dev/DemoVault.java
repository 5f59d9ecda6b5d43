package io.strongroom.dev;

import io.strongroom.core.access.TenantDoor;
import io.strongroom.core.access.TenantVisit;
import io.strongroom.core.access.VaultDoor;
import io.strongroom.core.access.Visit;
import io.strongroom.core.administration.VaultAdministration;
import io.strongroom.core.administration.VaultPlace;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.RequestFacts;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.key.KeyAttributes;
import io.strongroom.core.key.KeyLifecycle;
import io.strongroom.core.key.KeyRepository;
import io.strongroom.core.key.NewKeyRequest;
import io.strongroom.core.key.Protection;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.permission.AccessPolicy;
import io.strongroom.core.permission.Right;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.VaultRepository;
import io.strongroom.core.vault.VaultSettings;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// The vault `contoso-demo` with its two keys. Contoso's administrator makes it, by the operations
/// and with the records of anybody else. What a developer changed or deleted stays so.
final class DemoVault {
    static final VaultName NAME = new VaultName("contoso-demo");
    static final ObjectName RSA_KEY = new ObjectName("demo-sign");
    static final ObjectName EC_KEY = new ObjectName("demo-ec");

    private static final String LOCATION = "local";
    private static final DemoTenant OWNER = DemoTenant.CONTOSO;

    private final AuditedOperations operations;
    private final VaultRepository vaults;
    private final KeyRepository keys;
    private final VaultAdministration administration;
    private final KeyLifecycle lifecycle;
    private final Clock clock;
    private final Caller administrator;

    /// @param issuer whose token the administrator would have
    DemoVault(
            AuditedOperations operations,
            VaultRepository vaults,
            KeyRepository keys,
            VaultAdministration administration,
            KeyLifecycle lifecycle,
            Clock clock,
            String issuer) {
        this.operations = operations;
        this.vaults = vaults;
        this.keys = keys;
        this.administration = administration;
        this.lifecycle = lifecycle;
        this.clock = clock;
        DemoPrincipal admin = OWNER.principal(DemoRole.ADMIN);
        this.administrator =
                new Caller(
                        new TenantId(OWNER.id()),
                        objectId(DemoRole.ADMIN),
                        admin.clientId().toString(),
                        null,
                        issuer);
    }

    /// Makes the vault and its keys when there is no vault of this name, live or deleted.
    void prepare() {
        if (vaults.holder(NAME).isEmpty()) {
            createVault();
        }
        vaults.open(NAME, true).ifPresent(this::prepareKeys);
    }

    private void prepareKeys(OpenVault vault) {
        createKey(vault, RSA_KEY, new KeySpec.Rsa(2048));
        createKey(vault, EC_KEY, new KeySpec.Ec(Curve.P_256));
    }

    private void createVault() {
        VaultPlace place =
                new VaultPlace(
                        new SubscriptionId(OWNER.subscription()), DemoTenant.RESOURCE_GROUP, NAME);
        operations.perform(
                Action.VAULT_PUT,
                request("PUT", place.resourceId()),
                evidence -> {
                    evidence.by(administrator);
                    TenantVisit visit = new TenantDoor(vaults).enter(administrator, evidence);
                    return administration.put(visit, place, LOCATION, settings());
                });
    }

    private static VaultSettings.Changes settings() {
        Set<Right> everything =
                Arrays.stream(Right.values())
                        .filter(right -> right.collection() != null)
                        .collect(Collectors.toSet());
        AccessPolicy admin = new AccessPolicy(objectId(DemoRole.ADMIN), null, everything);
        AccessPolicy app =
                new AccessPolicy(
                        objectId(DemoRole.APP),
                        null,
                        Set.of(Right.KEYS_GET, Right.KEYS_SIGN, Right.KEYS_VERIFY));
        return new VaultSettings.Changes(
                Map.of("purpose", "demo"),
                "premium",
                null,
                null,
                null,
                null,
                null,
                List.of(admin, app),
                null,
                null);
    }

    private void createKey(OpenVault open, ObjectName name, KeySpec spec) {
        if (keys.find(open, name, null, true).isPresent()) {
            return;
        }
        KeyAttributes.Changes tagged =
                new KeyAttributes.Changes(null, null, null, null, Map.of("purpose", "demo"));
        NewKeyRequest key = new NewKeyRequest(spec, Protection.HSM, tagged);
        operations.perform(
                Action.KEY_CREATE,
                request("POST", "/keys/" + name + "/create"),
                evidence -> {
                    OpenVault vault = new VaultDoor(vaults).open(NAME, evidence);
                    evidence.by(administrator);
                    return lifecycle.create(new Visit(administrator, vault, evidence), name, key);
                });
    }

    private RequestFacts request(String method, String uri) {
        return new RequestFacts(
                UUID.randomUUID().toString(),
                method,
                uri,
                null,
                "127.0.0.1",
                "strongroom-dev",
                clock.instant(),
                System.nanoTime());
    }

    private static PrincipalId objectId(DemoRole role) {
        return new PrincipalId(OWNER.principal(role).objectId().toString());
    }
}
