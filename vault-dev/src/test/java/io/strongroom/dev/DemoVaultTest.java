package io.strongroom.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.InMemoryStore;
import io.strongroom.core.Samples;
import io.strongroom.core.SettableClock;
import io.strongroom.core.administration.VaultAdministration;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.RecordingAuditTrail;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.InMemoryKeyProvider;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.event.InMemoryKeyEvents;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.key.InMemoryKeyRepository;
import io.strongroom.core.key.KeyLifecycle;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.key.Keys;
import io.strongroom.core.key.Protection;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.permission.AccessPolicy;
import io.strongroom.core.permission.Right;
import io.strongroom.core.vault.InMemoryVaultRepository;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.Subscription;
import io.strongroom.core.vault.Tenant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoVaultTest {
    private final InMemoryStore store = new InMemoryStore();
    private final InMemoryVaultRepository vaults = new InMemoryVaultRepository(store);
    private final InMemoryKeyRepository keys = new InMemoryKeyRepository(store);
    private final RecordingAuditTrail trail = new RecordingAuditTrail(store);
    private final SettableClock clock = new SettableClock(Samples.NOW);
    private final DemoVault demo =
            new DemoVault(
                    new AuditedOperations(trail),
                    vaults,
                    keys,
                    new VaultAdministration(vaults, Set.of("local"), UUID::randomUUID, clock),
                    new KeyLifecycle(
                            keys,
                            new Keys(
                                    keys,
                                    new InMemoryKeyEvents(store),
                                    new InMemoryKeyProvider(),
                                    UUID::randomUUID,
                                    clock)),
                    clock,
                    "https://localhost:8443/issuer");

    @BeforeEach
    void contoso() {
        TenantId id = new TenantId(DemoTenant.CONTOSO.id());
        store.commit(
                vaults.add(
                        new Tenant(
                                id,
                                "Contoso",
                                List.of(Samples.tenantKey(id)),
                                List.of(
                                        new Subscription(
                                                new SubscriptionId(
                                                        DemoTenant.CONTOSO.subscription()),
                                                "Contoso",
                                                List.of("main"))),
                                Set.of(objectId(DemoRole.ADMIN)),
                                Set.of(objectId(DemoRole.OFFICER)),
                                1)));
    }

    @Test
    void the_first_start_makes_the_vault_and_its_keys() {
        demo.prepare();

        assertThat(key("demo-sign").spec()).isEqualTo(new KeySpec.Rsa(2048));
        assertThat(key("demo-ec").spec()).isEqualTo(new KeySpec.Ec(Curve.P_256));
        assertThat(key("demo-sign").protection()).isEqualTo(Protection.HSM);
        assertThat(key("demo-ec").protection()).isEqualTo(Protection.HSM);
    }

    @Test
    void the_application_may_get_sign_and_verify() {
        demo.prepare();

        assertThat(rightsOf(DemoRole.APP))
                .containsExactlyInAnyOrder(Right.KEYS_GET, Right.KEYS_SIGN, Right.KEYS_VERIFY);
    }

    @Test
    void the_administrator_may_do_everything_with_what_is_in_the_vault() {
        demo.prepare();

        assertThat(rightsOf(DemoRole.ADMIN))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Right.values())
                                .filter(right -> right.collection() != null)
                                .toList());
    }

    @Test
    void only_the_administrator_and_the_application_have_a_policy() {
        demo.prepare();

        assertThat(vault().vault().settings().accessPolicies())
                .extracting(AccessPolicy::principal)
                .containsExactlyInAnyOrder(objectId(DemoRole.ADMIN), objectId(DemoRole.APP));
    }

    @Test
    void what_it_does_is_in_the_log() {
        demo.prepare();

        assertThat(trail.events())
                .extracting(AuditEvent::action)
                .containsExactly(Action.VAULT_PUT, Action.KEY_CREATE, Action.KEY_CREATE);
        assertThat(trail.last().target().object()).isEqualTo("demo-ec");
    }

    @Test
    void a_second_start_changes_nothing() {
        demo.prepare();
        KeyVersion first = key("demo-sign");

        demo.prepare();

        assertThat(key("demo-sign")).isEqualTo(first);
        assertThat(trail.events()).hasSize(3);
    }

    @Test
    void a_deleted_demo_vault_stays_deleted() {
        demo.prepare();
        var before = vault().vault();
        store.commit(vaults.replace(before, Samples.deleted(before)));

        demo.prepare();

        assertThat(vaults.open(DemoVault.NAME, true)).isEmpty();
    }

    private KeyVersion key(String name) {
        return keys.find(vault(), new ObjectName(name), null, true).orElseThrow().version();
    }

    private Set<Right> rightsOf(DemoRole role) {
        return vault().vault().settings().accessPolicies().stream()
                .filter(policy -> policy.principal().equals(objectId(role)))
                .findAny()
                .orElseThrow()
                .rights();
    }

    private OpenVault vault() {
        return vaults.open(DemoVault.NAME, true).orElseThrow();
    }

    private static PrincipalId objectId(DemoRole role) {
        return new PrincipalId(DemoTenant.CONTOSO.principal(role).objectId().toString());
    }
}
