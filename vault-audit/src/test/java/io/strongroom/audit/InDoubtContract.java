package io.strongroom.audit;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a trail does when its store is lost before the writer knows whether the last batch is
/// stored.
public abstract class InDoubtContract {
    protected final String node = "node-" + UUID.randomUUID();
    protected final TenantId tenant = Events.freshTenant();
    protected final UUID subject = UUID.randomUUID();

    @SuppressWarnings("NullAway.Init") // started before each test
    private ChainedAuditTrail trail;

    /// Starts the trail of the node, on a store that can be lost.
    protected abstract ChainedAuditTrail start();

    /// Loses the store before it stores the next batch.
    protected abstract void loseBeforeRecord();

    /// Loses the store after it stored the next batch, and before it says so.
    protected abstract void loseAfterRecord();

    /// Loses the store before it makes the next change.
    protected abstract void loseBeforeChange();

    /// Loses the store after it made the next change, and before it says so.
    protected abstract void loseAfterChange();

    /// Deletes all records of the node, as an administrator of the store could.
    ///
    /// @return brings them back
    protected abstract Runnable deleteRecords();

    /// The events that are recorded for the tenant, oldest first.
    protected abstract List<RecordedEvent> recorded();

    /// Verifies the whole chain of the node.
    protected abstract Verification verification();

    /// Sets the generation of the subject.
    protected abstract void setGeneration(long generation);

    /// The generation of the subject.
    protected abstract OptionalLong generation();

    /// Moves the subject from one generation to the next.
    protected abstract Change advance(long before);

    @BeforeEach
    void recordOne() {
        trail = start();
        setGeneration(1);
        trail.record(Events.signature(tenant), List.of(), null);
    }

    @AfterEach
    void verify() {
        Threads.until(trail::isOpen);
        trail.record(Events.signature(tenant), List.of(), null);
        trail.close();
        assertThat(verification().breach()).isNull();
    }

    protected final ChainedAuditTrail trail() {
        return trail;
    }

    @Test
    void a_record_that_was_stored_is_not_stored_again() {
        loseAfterRecord();

        assertThat(trail.record(Events.signature(tenant), List.of(), null)).isTrue();

        assertThat(recorded()).hasSize(2);
        assertThat(trail.statistics().recorded()).isEqualTo(2);
    }

    @Test
    void a_record_that_was_not_stored_is_stored_after_all() {
        loseBeforeRecord();

        assertThat(trail.record(Events.signature(tenant), List.of(), null)).isTrue();

        assertThat(recorded()).hasSize(2);
    }

    @Test
    void a_change_that_was_made_is_acknowledged() {
        loseAfterChange();

        boolean made = trail.record(Events.signature(tenant), List.of(), advance(1));

        assertThat(made).isTrue();
        assertThat(generation()).hasValue(2);
        assertThat(lastRecorded().outcome().succeeded()).isTrue();
    }

    @Test
    void a_change_that_was_not_made_is_refused_and_recorded_so() {
        loseBeforeChange();

        assertThatThrownBy(() -> trail.record(Events.signature(tenant), List.of(), advance(1)))
                .is(refused(Problem.SERVICE_UNAVAILABLE));

        Threads.until(() -> recorded().size() == 2);
        assertThat(generation()).hasValue(1);
        assertThat(lastRecorded().outcome().status()).isEqualTo(503);
        assertThat(lastRecorded().outcome().signature()).isEqualTo("ServiceUnavailable");
    }

    @Test
    void a_chain_that_ends_elsewhere_than_it_was_left_stays_closed() {
        Runnable bringBack = deleteRecords();
        loseBeforeRecord();

        assertThatThrownBy(() -> trail.record(Events.signature(tenant), List.of(), null))
                .is(refused(Problem.SERVICE_UNAVAILABLE));
        assertThat(trail.isOpen()).isFalse();

        bringBack.run();
    }

    protected final AuditEvent lastRecorded() {
        return recorded().getLast().event();
    }
}
