package io.strongroom.audit;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the trail does beyond its contract: with a store that hangs, is gone or was edited, and
/// what a failing change leaves.
class ChainedAuditTrailTest {
    private static final Duration GATHERING = Duration.ofMillis(8);
    private final InMemoryChains chains = new InMemoryChains();
    private final ChainedAuditTrail trail = chains.trail("node-1");
    private final TenantId tenant = Events.freshTenant();
    private final UUID subject = UUID.randomUUID();

    @AfterEach
    void close() {
        trail.close();
        assertThat(chains.verify("node-1").intact()).isTrue();
    }

    @Test
    void an_event_that_cannot_be_stored_does_not_close_the_trail() {
        AuditEvent impossible = Events.at(tenant, Instant.parse("-9999-01-01T00:00:00Z"));

        assertThatThrownBy(() -> trail.record(impossible, List.of(), null))
                .is(refused(Problem.SERVICE_UNAVAILABLE));

        assertThat(trail.isOpen()).isTrue();
        assertThat(trail.statistics().queued()).isZero();
    }

    @Test
    void a_change_whose_record_cannot_be_stored_is_refused_and_not_made() {
        chains.setGeneration(subject, 1);
        AuditEvent impossible = Events.at(tenant, Instant.parse("-9999-01-01T00:00:00Z"));

        assertThatThrownBy(() ->
                        trail.record(impossible, List.of(), InMemoryChains.advance(subject, 1)))
                .is(refused(Problem.SERVICE_UNAVAILABLE));

        assertThat(chains.generation(subject)).hasValue(1);
        assertThat(trail.isOpen()).isTrue();
    }

    @Test
    void a_change_that_refuses_is_recorded_with_its_refusal() {
        VaultException refusal = new VaultException(Problem.KEY_NOT_FOUND, "no such key");
        Change refusing =
                _ -> {
                    throw refusal;
                };

        assertThatThrownBy(() -> trail.record(Events.signature(tenant), List.of(), refusing))
                .isSameAs(refusal);

        assertThat(onlyRecord().event().outcome()).isEqualTo(Outcome.of(refusal));
    }

    @Test
    void a_broken_change_does_not_stop_the_writer() {
        Error error = new AssertionError("bug");
        Change broken =
                _ -> {
                    throw error;
                };

        assertThatThrownBy(() -> trail.record(Events.signature(tenant), List.of(), broken))
                .isSameAs(error);

        assertThat(onlyRecord().event().outcome()).isEqualTo(Outcome.failure());
        assertThat(trail.record(Events.signature(tenant), List.of(), null)).isTrue();
    }

    @Test
    void what_does_not_fit_in_the_queue_is_refused_at_once() {
        AuditSettings small = new AuditSettings("small", 2, 2, Duration.ofSeconds(2));
        try (ChainedAuditTrail full = ChainedAuditTrail.start(chains.source(), small)) {
            chains.freeze();
            Threads waiting =
                    Threads.start(2, _ -> full.record(Events.signature(tenant), List.of(), null));
            try {
                Threads.until(() -> full.statistics().queued() == 2);
                assertThatThrownBy(() -> full.record(Events.signature(tenant), List.of(), null))
                        .isInstanceOf(VaultException.Busy.class);
                assertThatThrownBy(full::requireOpen).isInstanceOf(VaultException.class);
            } finally {
                chains.thaw();
            }
            waiting.join();
        }
    }

    @Test
    void a_store_that_hangs_is_refused_in_time_and_used_again_when_it_answers() {
        AuditSettings quick = new AuditSettings("quick", 8, 8, Duration.ofMillis(400));
        try (ChainedAuditTrail hanging = ChainedAuditTrail.start(chains.source(), quick)) {
            chains.freeze();
            try {
                Duration answered =
                        Threads.time(() -> {
                            assertThatThrownBy(() ->
                                            hanging.record(
                                                    Events.signature(tenant), List.of(), null))
                                    .is(refused(Problem.SERVICE_UNAVAILABLE));
                            return null;
                        });
                assertThat(answered).isLessThan(Duration.ofMillis(900));
                Threads.until(() -> !hanging.isOpen());
                assertThatThrownBy(hanging::requireOpen).is(refused(Problem.SERVICE_UNAVAILABLE));
            } finally {
                chains.thaw();
            }

            Threads.until(hanging::isOpen);
            assertThat(hanging.record(Events.signature(tenant), List.of(), null)).isTrue();
        }
        assertThat(chains.verify("quick").intact()).isTrue();
    }

    @Test
    void an_idle_trail_notices_that_its_store_is_gone() {
        chains.lose();

        assertThat(Threads.until(() -> !trail.isOpen())).isLessThan(Duration.ofSeconds(3));

        chains.bringBack();
        Threads.until(trail::isOpen);
    }

    @Test
    void a_broken_end_of_the_chain_refuses_to_start() {
        try (ChainedAuditTrail soon = chains.trail("broken")) {
            for (int i = 0; i < 3; i++) {
                soon.record(Events.signature(tenant), List.of(), null);
            }
        }
        chains.edit("broken", records -> records.set(1, records.get(0)));

        assertThatThrownBy(() -> chains.trail("broken"))
                .isInstanceOf(AuditStartException.class)
                .hasMessage(
                        "the audit chain of node \"broken\" is broken at sequence 1: the previous row is 1");
    }

    @Test
    void a_store_that_is_not_there_refuses_to_start() {
        chains.lose();
        try {
            assertThatThrownBy(() -> chains.trail("lost"))
                    .isInstanceOf(AuditStartException.class)
                    .hasMessage(
                            "the audit log of node \"lost\" cannot be opened: connection refused");
        } finally {
            chains.bringBack();
        }
    }

    @Test
    void a_closed_trail_accepts_nothing() {
        ChainedAuditTrail closed = chains.trail("closed");
        closed.close();

        assertThatThrownBy(closed::requireOpen).is(refused(Problem.SERVICE_UNAVAILABLE));
        assertThatThrownBy(() -> closed.record(Events.signature(tenant), List.of(), null))
                .is(refused(Problem.SERVICE_UNAVAILABLE));
    }

    @Test
    void records_that_are_expected_are_stored_in_one_commit() {
        int together = 0;
        for (int i = 0; i < 20; i++) {
            together += commitsOfTwo(6) == 1 ? 1 : 0;
        }

        assertThat(together).isGreaterThan(15);
    }

    @Test
    void a_record_does_not_wait_for_operations_that_announced_none() {
        for (int i = 0; i < 60; i++) {
            trail.requireOpen();
        }
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waits.add(Threads.time(() -> trail.record(Events.signature(tenant), List.of(), null)));
        }

        Collections.sort(waits);
        assertThat(waits.getFirst()).isLessThan(GATHERING);
    }

    private long commitsOfTwo(int expected) {
        long before = trail.statistics().commits();
        long[] expectations =
                LongStream.range(0, expected).map(_ -> trail.expectRecord()).toArray();
        List<Submission> both = Stream.generate(this::submitted).limit(2).toList();
        both.forEach(Submission::await);
        LongStream.of(expectations).forEach(trail::expectationEnded);
        return trail.statistics().commits() - before;
    }

    private Submission submitted() {
        return trail.submit(Events.signature(tenant), List.of(), null, Thread.currentThread());
    }

    @Test
    void statistics_count_what_was_done() {
        chains.setGeneration(subject, 10);
        try (ChainedAuditTrail counted = chains.trail("counted")) {
            counted.record(Events.signature(tenant), List.of(), null);
            counted.record(Events.signature(tenant), List.of(new Guard(subject, 9)), null);

            AuditStatistics statistics = counted.statistics();
            assertThat(statistics.open()).isTrue();
            assertThat(statistics.recorded()).isEqualTo(2);
            assertThat(statistics.commits()).isEqualTo(2);
            assertThat(statistics.dropped()).isEqualTo(1);
            assertThat(statistics.queued()).isZero();
            assertThat(statistics.lastCommit()).isNotNull();
        }
    }

    private RecordedEvent onlyRecord() {
        List<RecordedEvent> events = chains.recorded(tenant);
        assertThat(events).hasSize(1);
        return events.getFirst();
    }
}
