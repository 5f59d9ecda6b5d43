package io.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.audit.FaultyChain.Fault;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class InDoubtTest extends InDoubtContract {
    private final InMemoryChains chains = new InMemoryChains();
    private final FaultyChain faulty = new FaultyChain(chains.source());

    @Test
    void a_record_that_became_stale_while_in_doubt_is_stored_as_dropped() {
        loseBeforeRecord();
        chains.lose();
        Threads recording =
                Threads.start(
                        1,
                        _ ->
                                assertThat(
                                                trail().record(
                                                                Events.signature(tenant),
                                                                List.of(new Guard(subject, 1)),
                                                                null))
                                        .isFalse());
        Threads.until(() -> !trail().isOpen());
        setGeneration(2);

        chains.bringBack();
        recording.join();

        assertThat(lastRecorded().outcome()).isEqualTo(Outcome.DROPPED);
    }

    @Override
    protected ChainedAuditTrail start() {
        return ChainedAuditTrail.start(faulty, AuditSettings.of(node));
    }

    @Override
    protected void loseBeforeRecord() {
        faulty.failNext(Fault.BEFORE_STORE);
    }

    @Override
    protected void loseAfterRecord() {
        faulty.failNext(Fault.AFTER_STORE);
    }

    @Override
    protected void loseBeforeChange() {
        faulty.failNext(Fault.BEFORE_STORE);
    }

    @Override
    protected void loseAfterChange() {
        faulty.failNext(Fault.AFTER_STORE);
    }

    @Override
    protected Runnable deleteRecords() {
        List<ChainRecord> kept = chains.chain(node);
        chains.edit(node, List::clear);
        return () -> chains.edit(node, records -> records.addAll(kept));
    }

    @Override
    protected List<RecordedEvent> recorded() {
        return chains.recorded(tenant);
    }

    @Override
    protected Verification verification() {
        return chains.verify(node);
    }

    @Override
    protected void setGeneration(long generation) {
        chains.setGeneration(subject, generation);
    }

    @Override
    protected OptionalLong generation() {
        return chains.generation(subject);
    }

    @Override
    protected Change advance(long before) {
        return InMemoryChains.advance(subject, before);
    }
}
