package io.strongroom.core.administration;

import static io.strongroom.core.Samples.ADMIN;
import static io.strongroom.core.Samples.APP;
import static io.strongroom.core.Samples.OFFICER;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.InMemoryStore;
import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.audit.RecordingAuditTrail;
import io.strongroom.core.audit.Target;
import io.strongroom.core.crypto.InMemoryKeyProvider;
import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.operation.Decided.Answer;
import io.strongroom.core.vault.InMemoryVaultRepository;
import io.strongroom.core.vault.Subscription;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.VaultRepository;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class TenantAdministrationTest {
    private static final TenantId ID = new TenantId(UUID.randomUUID());
    private static final Subscription SUBSCRIPTION =
            new Subscription(new SubscriptionId(UUID.randomUUID()), "First", List.of("main"));
    private final InMemoryStore store = new InMemoryStore();
    private final VaultRepository vaults = new InMemoryVaultRepository(store);
    private final RecordingAuditTrail trail = new RecordingAuditTrail(store);
    private final AuditedOperations operations = new AuditedOperations(trail);
    private final TenantAdministration administration =
            new TenantAdministration(vaults, new InMemoryKeyProvider());

    @Test
    void a_new_tenant_gets_a_key_of_its_own() {
        Answer<Tenant> made = put("Contoso", Set.of(ADMIN));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.value().keys()).hasSize(1);
        assertThat(made.value().key(PoolName.LOCAL).tenant()).isEqualTo(ID);
        assertThat(made.value().generation()).isEqualTo(1);
        assertThat(vaults.tenant(ID, true)).contains(made.value());
    }

    @Test
    void a_tenant_that_is_up_to_date_is_left_alone() {
        Tenant made = put("Contoso", Set.of(ADMIN)).value();

        Answer<Tenant> again = put("Contoso", Set.of(ADMIN));

        assertThat(again.value()).isEqualTo(made);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.change()).isNull();
    }

    @Test
    void a_tenant_that_differs_is_brought_up_to_date_and_keeps_its_key() {
        Tenant made = put("Contoso", Set.of(ADMIN)).value();

        Tenant changed = put("Contoso Ltd", Set.of(ADMIN, APP)).value();

        assertThat(changed.name()).isEqualTo("Contoso Ltd");
        assertThat(changed.owners()).containsExactlyInAnyOrder(ADMIN, APP);
        assertThat(changed.keys()).isEqualTo(made.keys());
        assertThat(changed.generation()).isEqualTo(2);
        assertThat(vaults.tenant(ID, true)).contains(changed);
    }

    @Test
    void two_nodes_that_start_at_once_make_one_tenant() {
        AtomicBoolean raced = new AtomicBoolean();

        Tenant made =
                operations
                        .perform(
                                Action.TENANT_PUT,
                                Samples.request(),
                                evidence -> {
                                    Decided<Tenant> mine =
                                            administration.put(
                                                    evidence, request("Contoso", Set.of(ADMIN)));
                                    if (!raced.getAndSet(true)) {
                                        put("Contoso", Set.of(ADMIN));
                                    }
                                    return mine;
                                })
                        .value();

        assertThat(vaults.tenant(ID, true)).contains(made);
        assertThat(made.generation()).isEqualTo(1);
        assertThat(trail.events()).anyMatch(event -> event.outcome().equals(Outcome.DROPPED));
    }

    @Test
    void it_is_recorded_for_the_tenant() {
        put("Contoso", Set.of(ADMIN));

        assertThat(trail.last().action()).isEqualTo(Action.TENANT_PUT);
        assertThat(trail.last().target()).isEqualTo(Target.of(ID));
    }

    private Answer<Tenant> put(String name, Set<PrincipalId> owners) {
        return operations.perform(
                Action.TENANT_PUT,
                Samples.request(),
                evidence -> administration.put(evidence, request(name, owners)));
    }

    private static TenantRequest request(String name, Set<PrincipalId> owners) {
        return new TenantRequest(ID, name, List.of(SUBSCRIPTION), owners, Set.of(OFFICER));
    }
}
