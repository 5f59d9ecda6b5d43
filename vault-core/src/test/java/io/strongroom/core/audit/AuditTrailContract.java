package io.strongroom.core.audit;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Concurrently;
import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every audit trail does. Tests use tenants and subjects of their own, so the store may hold
/// others.
public abstract class AuditTrailContract {

    /// The trail.
    protected abstract AuditTrail trail();

    /// What is durably recorded for the tenant, oldest first.
    protected abstract List<AuditEvent> recorded(TenantId tenant);

    /// Sets the current generation of a subject of the tenant, outside of any operation.
    protected abstract void setGeneration(TenantId tenant, UUID subject, long generation);

    /// The current generation of a subject, empty when there is none.
    protected abstract OptionalLong generation(UUID subject);

    /// A change that moves the subject of the tenant from one generation to the next; it answers
    /// false when the subject is not at the generation before.
    protected abstract Change advance(TenantId tenant, UUID subject, long before);

    /// Takes the store away, as when its machine is lost.
    protected abstract void loseStore();

    /// Gives the store back, and returns when the trail has noticed.
    protected abstract void returnStore();

    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final UUID subject = UUID.randomUUID();

    @Test
    void an_event_is_recorded_when_the_call_returns() {
        AuditEvent event = event();

        assertThat(trail().record(event, List.of(), null)).isTrue();

        AuditEvent kept = onlyRecord();
        assertThat(kept.request().correlationId()).isEqualTo(event.request().correlationId());
        assertThat(kept.action()).isEqualTo(event.action());
        assertThat(kept.target()).isEqualTo(event.target());
        assertThat(kept.outcome()).isEqualTo(event.outcome());
        assertThat(kept.details()).isEqualTo(event.details());
    }

    @Test
    void a_record_belongs_to_the_tenant_of_its_target_only() {
        trail().record(event(), List.of(), null);

        assertThat(recorded(new TenantId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void an_event_whose_guards_hold_is_recorded_as_it_is() {
        setGeneration(tenant, subject, 3);

        assertThat(trail().record(event(), List.of(new Guard(subject, 3)), null)).isTrue();

        assertThat(onlyRecord().outcome().succeeded()).isTrue();
    }

    @Test
    void an_event_with_a_stale_guard_is_recorded_as_dropped() {
        setGeneration(tenant, subject, 4);

        assertThat(trail().record(event(), List.of(new Guard(subject, 3)), null)).isFalse();

        assertThat(onlyRecord().outcome()).isEqualTo(Outcome.DROPPED);
    }

    @Test
    void a_generation_that_went_back_is_refused_as_edited() {
        setGeneration(tenant, subject, 4);

        assertRefusedAsEdited(new Guard(subject, 5), null, "went back from 5 to 4");
    }

    @Test
    void a_generation_that_is_gone_is_refused_as_edited() {
        assertRefusedAsEdited(new Guard(subject, 1), null, "is missing");
    }

    @Test
    void a_change_that_relied_on_a_generation_that_went_back_is_refused_as_edited() {
        setGeneration(tenant, subject, 4);
        Guard future = new Guard(subject, 5);

        assertRefusedAsEdited(future, advance(tenant, subject, 4), "went back from 5 to 4");

        assertThat(generation(subject)).hasValue(4);
    }

    @Test
    void a_change_that_relied_on_a_generation_that_is_gone_is_refused_as_edited() {
        Guard gone = new Guard(UUID.randomUUID(), 1);
        setGeneration(tenant, subject, 1);

        assertRefusedAsEdited(gone, advance(tenant, subject, 1), "is missing");

        assertThat(generation(subject)).hasValue(1);
    }

    @Test
    void one_generation_that_went_back_counts_more_than_one_that_has_moved_on() {
        UUID other = UUID.randomUUID();
        setGeneration(tenant, subject, 4);
        setGeneration(tenant, other, 4);
        List<Guard> guards =
                List.of(new Guard(other, 3), new Guard(subject, 5), new Guard(other, 2));

        assertThatThrownBy(() -> trail().record(event(), guards, null))
                .isInstanceOf(VaultException.Integrity.class);
    }

    private void assertRefusedAsEdited(Guard guard, @Nullable Change change, String reason) {
        assertThatThrownBy(() -> trail().record(event(), List.of(guard), change))
                .isInstanceOf(VaultException.Integrity.class)
                .hasMessageContaining(reason);

        assertThat(onlyRecord().outcome().status()).isEqualTo(500);
        assertThat(onlyRecord().outcome().signature()).isEqualTo("IntegrityViolation");
    }

    @Test
    void one_stale_guard_among_good_ones_is_enough() {
        UUID other = UUID.randomUUID();
        setGeneration(tenant, subject, 1);
        setGeneration(tenant, other, 2);
        List<Guard> guards = List.of(new Guard(subject, 1), new Guard(other, 1));

        assertThat(trail().record(event(), guards, null)).isFalse();
    }

    @Test
    void a_guard_may_be_given_twice() {
        setGeneration(tenant, subject, 1);
        List<Guard> guards = List.of(new Guard(subject, 1), new Guard(subject, 1));

        assertThat(trail().record(event(), guards, null)).isTrue();
        assertThat(trail().record(event(), guards, advance(tenant, subject, 1))).isTrue();
    }

    @Test
    void a_change_is_made_together_with_its_record() {
        setGeneration(tenant, subject, 1);

        boolean made =
                trail().record(
                                event(),
                                List.of(new Guard(subject, 1)),
                                advance(tenant, subject, 1));

        assertThat(made).isTrue();
        assertThat(generation(subject)).hasValue(2);
        assertThat(onlyRecord().outcome().succeeded()).isTrue();
    }

    @Test
    void a_change_is_not_made_when_a_guard_is_stale() {
        UUID relied = UUID.randomUUID();
        setGeneration(tenant, subject, 1);
        setGeneration(tenant, relied, 2);

        boolean made =
                trail().record(event(), List.of(new Guard(relied, 1)), advance(tenant, subject, 1));

        assertThat(made).isFalse();
        assertThat(generation(subject)).hasValue(1);
        assertThat(onlyRecord().outcome()).isEqualTo(Outcome.DROPPED);
    }

    @Test
    void a_change_that_answers_false_leaves_nothing_but_a_dropped_record() {
        setGeneration(tenant, subject, 1);
        Change half = advance(tenant, subject, 1).and(_ -> false);

        assertThat(trail().record(event(), List.of(), half)).isFalse();

        assertThat(generation(subject)).hasValue(1);
        assertThat(onlyRecord().outcome()).isEqualTo(Outcome.DROPPED);
    }

    @Test
    void a_change_that_fails_leaves_nothing_but_its_record_and_the_trail_goes_on() {
        setGeneration(tenant, subject, 1);
        Change broken =
                advance(tenant, subject, 1)
                        .and(_ -> {
                            throw new IllegalStateException("bug");
                        });

        assertThatThrownBy(() -> trail().record(event(), List.of(), broken))
                .isInstanceOf(RuntimeException.class);

        assertThat(generation(subject)).hasValue(1);
        assertThat(onlyRecord().outcome()).isEqualTo(Outcome.failure());
        assertThat(trail().record(event(), List.of(), null)).isTrue();
    }

    @Test
    void a_change_that_refuses_leaves_nothing_but_the_record_of_its_refusal() {
        setGeneration(tenant, subject, 1);
        VaultException refusal = new VaultException.Integrity("the row is not what was stored");
        Change refusing =
                advance(tenant, subject, 1)
                        .and(_ -> {
                            throw refusal;
                        });

        assertThatThrownBy(() -> trail().record(event(), List.of(), refusing)).isSameAs(refusal);

        assertThat(generation(subject)).hasValue(1);
        assertThat(onlyRecord().outcome()).isEqualTo(Outcome.of(refusal));
    }

    @Test
    void many_threads_record_and_nothing_is_lost_or_mixed_up() {
        setGeneration(tenant, subject, 7);

        List<Boolean> held =
                Concurrently.run(
                        400,
                        i ->
                                trail().record(
                                                event(Map.of("number", "" + i)),
                                                List.of(new Guard(subject, 7 - i % 2)),
                                                null));

        List<AuditEvent> events = recorded(tenant);
        assertThat(events).hasSize(400);
        assertThat(events)
                .allSatisfy(event -> {
                    int number = Integer.parseInt(event.details().getOrDefault("number", "-1"));
                    assertThat(event.outcome().succeeded()).isEqualTo(number % 2 == 0);
                    assertThat(held.get(number)).isEqualTo(number % 2 == 0);
                });
    }

    @Test
    void of_many_threads_that_make_the_same_change_one_makes_it() {
        setGeneration(tenant, subject, 1);

        List<Boolean> made =
                Concurrently.run(
                        32, _ -> trail().record(event(), List.of(), advance(tenant, subject, 1)));

        assertThat(made).containsOnlyOnce(true);
        assertThat(generation(subject)).hasValue(2);
        assertThat(recorded(tenant)).hasSize(32);
        assertThat(recorded(tenant)).filteredOn(event -> event.outcome().succeeded()).hasSize(1);
    }

    @Test
    void without_its_store_the_trail_refuses_and_afterwards_it_goes_on() {
        assertThatCode(() -> trail().requireOpen()).doesNotThrowAnyException();
        loseStore();
        try {
            assertThatThrownBy(() -> trail().record(event(), List.of(), null)).is(refused(503));
            assertThatThrownBy(() -> trail().requireOpen()).is(refused(503));
        } finally {
            returnStore();
        }

        trail().requireOpen();
        assertThat(trail().record(event(), List.of(), null)).isTrue();
    }

    private AuditEvent onlyRecord() {
        List<AuditEvent> events = recorded(tenant);
        assertThat(events).hasSize(1);
        return events.getFirst();
    }

    private AuditEvent event() {
        return event(Map.of("algorithm", "ES256"));
    }

    private AuditEvent event(Map<String, String> details) {
        Target target =
                new Target(
                        tenant,
                        "/subscriptions/s/resourceGroups/main/providers/Microsoft.KeyVault/vaults/v",
                        "v",
                        "keys",
                        "signing",
                        "0123456789abcdef0123456789abcdef");
        return new AuditEvent(
                Action.KEY_SIGN,
                Samples.request(),
                target,
                Samples.caller(tenant, Samples.APP),
                Outcome.success(200),
                Duration.ofMillis(3),
                details);
    }
}
