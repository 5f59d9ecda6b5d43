package io.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.audit.FaultyChain.Fault;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Guard;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The store is lost before the writer knows whether the last batch is stored.
class InDoubtTest {
    private final InMemoryChains chains = new InMemoryChains();
    private final FaultyChain faulty = new FaultyChain(chains.source());
    private final TenantId tenant = Events.freshTenant();
    private final UUID subject = UUID.randomUUID();
    private final ChainedAuditTrail trail =
            ChainedAuditTrail.start(faulty, AuditSettings.of("node-1"));

    @BeforeEach
    void recordOne() {
        chains.setGeneration(subject, 1);
        trail.record(Events.signature(tenant), List.of(), null);
    }

    @AfterEach
    void verify() {
        Threads.until(trail::isOpen);
        trail.record(Events.signature(tenant), List.of(), null);
        trail.close();
        assertThat(chains.verify("node-1").breach()).isNull();
    }

    @Test
    void a_record_that_was_stored_is_not_stored_again() {
        faulty.failNext(Fault.AFTER_STORE);

        assertThat(trail.record(Events.signature(tenant), List.of(), null)).isTrue();

        assertThat(chains.recorded(tenant)).hasSize(2);
        assertThat(trail.statistics().recorded()).isEqualTo(2);
    }

    @Test
    void a_record_that_was_not_stored_is_stored_after_all() {
        faulty.failNext(Fault.BEFORE_STORE);

        assertThat(trail.record(Events.signature(tenant), List.of(), null)).isTrue();

        assertThat(chains.recorded(tenant)).hasSize(2);
    }

    @Test
    void a_record_that_became_stale_while_in_doubt_is_stored_as_dropped() {
        faulty.failNext(Fault.BEFORE_STORE);
        chains.lose();
        Threads recording =
                Threads.start(
                        1,
                        _ ->
                                assertThat(
                                                trail.record(
                                                        Events.signature(tenant),
                                                        List.of(new Guard(subject, 1)),
                                                        null))
                                        .isFalse());
        Threads.until(() -> !trail.isOpen());
        chains.setGeneration(subject, 2);

        chains.bringBack();
        recording.join();

        assertThat(lastRecorded().outcome()).isEqualTo(Outcome.DROPPED);
    }

    @Test
    void a_change_that_was_made_is_acknowledged() {
        faulty.failNext(Fault.AFTER_STORE);

        boolean made =
                trail.record(
                        Events.signature(tenant), List.of(), InMemoryChains.advance(subject, 1));

        assertThat(made).isTrue();
        assertThat(chains.generation(subject)).hasValue(2);
        assertThat(lastRecorded().outcome().succeeded()).isTrue();
    }

    @Test
    void a_change_that_was_not_made_is_refused_and_recorded_so() {
        faulty.failNext(Fault.BEFORE_STORE);

        assertUnavailable(() ->
                trail.record(
                        Events.signature(tenant), List.of(), InMemoryChains.advance(subject, 1)));

        Threads.until(() -> chains.recorded(tenant).size() == 2);
        assertThat(chains.generation(subject)).hasValue(1);
        assertThat(lastRecorded().outcome().status()).isEqualTo(503);
        assertThat(lastRecorded().outcome().signature()).isEqualTo("ServiceUnavailable");
    }

    @Test
    void a_chain_that_ends_elsewhere_than_it_was_left_stays_closed() {
        List<ChainRecord> kept = chains.chain("node-1");
        chains.edit("node-1", List::clear);
        faulty.failNext(Fault.BEFORE_STORE);

        assertUnavailable(() -> trail.record(Events.signature(tenant), List.of(), null));
        assertThat(trail.isOpen()).isFalse();

        chains.edit("node-1", records -> records.addAll(kept));
    }

    private static void assertUnavailable(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        VaultException.class,
                        refusal ->
                                assertThat(refusal.problem())
                                        .isEqualTo(Problem.SERVICE_UNAVAILABLE));
    }

    private AuditEvent lastRecorded() {
        return chains.recorded(tenant).getLast().event();
    }
}
