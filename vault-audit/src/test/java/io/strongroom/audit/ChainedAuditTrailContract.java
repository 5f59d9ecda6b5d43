package io.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.AuditTrailContract;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Guard;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a chained trail does on every store.
public abstract class ChainedAuditTrailContract extends AuditTrailContract {
    private final String node = "node-" + UUID.randomUUID();
    private final TenantId tenant = Events.freshTenant();

    @SuppressWarnings("NullAway.Init") // started before each test
    private ChainedAuditTrail trail;

    /// Starts the trail of a node.
    protected abstract ChainedAuditTrail start(String node);

    /// The events that are recorded for a tenant, oldest first.
    protected abstract List<RecordedEvent> records(TenantId tenant);

    /// Verifies the whole chain of a node.
    protected abstract Verification verify(String node);

    @BeforeEach
    void start() {
        trail = start(node);
    }

    @AfterEach
    void close() {
        trail.close();
        assertThat(verify(node).intact()).isTrue();
    }

    @Override
    protected final ChainedAuditTrail trail() {
        return trail;
    }

    @Override
    protected final List<AuditEvent> recorded(TenantId tenant) {
        return records(tenant).stream().map(RecordedEvent::event).toList();
    }

    @Test
    void a_record_holds_the_whole_event() {
        AuditEvent event = Events.signature(tenant);

        trail.record(event, List.of(), null);

        assertThat(onlyRecord().event()).isEqualTo(event);
        assertThat(onlyRecord().node()).isEqualTo(node);
    }

    @Test
    void a_dropped_record_says_what_was_tried() {
        AuditEvent event = Events.signature(tenant);
        UUID subject = UUID.randomUUID();
        setGeneration(tenant, subject, 2);

        assertThat(trail.record(event, List.of(new Guard(subject, 1)), null)).isFalse();

        assertThat(onlyRecord().event()).isEqualTo(event.with(Outcome.DROPPED));
    }

    @Test
    void an_event_that_cannot_be_stored_is_refused_and_keeps_no_other_back() {
        AuditEvent impossible = Events.at(tenant, Instant.parse("-9999-01-01T00:00:00Z"));
        AtomicInteger refused = new AtomicInteger();

        Threads.start(
                        8,
                        number -> {
                            try {
                                AuditEvent possible = Events.signature(tenant);
                                trail.record(number == 3 ? impossible : possible, List.of(), null);
                            } catch (VaultException e) {
                                assertThat(e.problem()).isEqualTo(Problem.SERVICE_UNAVAILABLE);
                                assertThat(number).isEqualTo(3);
                                refused.incrementAndGet();
                            }
                        })
                .join();

        assertThat(refused).hasValue(1);
        assertThat(records(tenant)).hasSize(7);
    }

    @Test
    void a_node_name_belongs_to_one_process() {
        assertThatThrownBy(() -> start(node))
                .isInstanceOf(AuditStartException.class)
                .hasMessage(
                        "another process records as node \"%s\": every process needs a node name of its own",
                        node);
    }

    @Test
    void a_predecessors_lock_is_waited_for() {
        trail.record(Events.signature(tenant), List.of(), null);
        Threads dying = Threads.start(1, _ -> trail.close());

        try (ChainedAuditTrail heir = start(node)) {
            heir.record(Events.signature(tenant), List.of(), null);
        }

        dying.join();
        assertThat(verify(node).records()).isEqualTo(2);
    }

    private RecordedEvent onlyRecord() {
        List<RecordedEvent> events = records(tenant);
        assertThat(events).hasSize(1);
        return events.getFirst();
    }
}
