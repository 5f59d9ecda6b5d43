package io.strongroom.audit;

import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores pending events. When a commit is done, it commits what has arrived meanwhile. Only if
/// many records are about to come, it first waits a few milliseconds for a third of them, because a
/// commit costs the same for one record as for many. All its state belongs to its own thread.
final class Writer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long GATHERING_NANOS = TimeUnit.MILLISECONDS.toNanos(8);
    private static final int LARGEST_GATHERING = 64;
    private static final int GATHERED_SHARE = 3;
    private static final long ADDING_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(320);
    private static final long SWALLOW_REPORT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final int batchLimit;
    private final Chain chain;
    private final PendingQueue queue;
    private final Admission admission;
    private final Counts counts;
    private final Expectations expectations;
    private final WriteQueue waiting = new WriteQueue();

    private long pauseNanos = FIRST_PAUSE_NANOS;
    private @Nullable String reported;
    private int oneByOne;
    private long swallowReported = System.nanoTime() - SWALLOW_REPORT_NANOS;
    private volatile boolean stopping;

    Writer(
            int batchLimit,
            Chain chain,
            PendingQueue queue,
            Admission admission,
            Counts counts,
            Expectations expectations) {
        this.batchLimit = batchLimit;
        this.chain = chain;
        this.queue = queue;
        this.admission = admission;
        this.counts = counts;
        this.expectations = expectations;
    }

    /// Stores the pending events, then ends. Called by any thread.
    void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        while (!isDone()) {
            try {
                if (chain.isOpen()) {
                    step();
                } else {
                    reopen();
                }
            } catch (ChainStoreException | RuntimeException | Error e) {
                lose(e);
            }
        }
        refuseRest();
        chain.close();
    }

    private boolean isDone() {
        return stopping && (!chain.isOpen() || (waiting.isEmpty() && queue.size() == 0));
    }

    private void step() throws ChainStoreException {
        waiting.takeFrom(queue);
        if (waiting.isEmpty()) {
            idle();
            return;
        }
        gather();
        admission.begin();
        storePlain();
        storeChange();
        admission.end();
    }

    /// Waits until a third of the expected records have been submitted. If few are expected, it
    /// does not wait.
    private void gather() {
        int wanted = Math.min(expectations.count() / GATHERED_SHARE, LARGEST_GATHERING);
        long end = System.nanoTime() + GATHERING_NANOS;
        while (waiting.plainSize() < wanted && !waiting.hasChange() && !stopping) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return;
            }
            queue.sleepUntil(wanted, left);
            waiting.takeFrom(queue);
        }
    }

    private void idle() throws ChainStoreException.Lost {
        long asleep = System.nanoTime();
        queue.sleep(PROBE_NANOS);
        if (System.nanoTime() - asleep >= PROBE_NANOS) {
            admission.begin();
            chain.probe();
            admission.end();
        }
    }

    private void storePlain() throws ChainStoreException {
        List<Pending> events = waiting.nextPlain(oneByOne > 0 ? 1 : batchLimit);
        if (events.isEmpty()) {
            return;
        }
        oneByOne = Math.max(0, oneByOne - 1);
        events.stream().filter(Pending::isGivenUp).forEach(Pending::fail);
        try {
            settle(stored(events));
        } catch (ChainStoreException.Unstorable | ChainStoreException.Swallowed e) {
            isolate(events, e);
        }
    }

    /// Stores events; those whose guards do not hold are stored as dropped or refused.
    private Batch stored(List<Pending> events) throws ChainStoreException {
        while (true) {
            Batch batch = chain.link(events);
            Map<Guard, Long> stale = chain.store(batch);
            if (stale.isEmpty()) {
                return batch;
            }
            events.forEach(event -> event.compare(stale));
        }
    }

    private void storeChange() throws ChainStoreException {
        Pending event = waiting.nextChange();
        if (event == null) {
            return;
        }
        Change change = event.change();
        if (change == null || event.isGivenUp()) {
            event.fail();
            waiting.putBack(List.of(event));
            return;
        }
        try {
            make(event, change);
        } catch (ChainStoreException.Unstorable | ChainStoreException.Swallowed e) {
            isolate(List.of(event), e);
        }
    }

    /// Applies a change and stores its record. If the change is not made, the record that says so
    /// is stored next.
    private void make(Pending event, Change change) throws ChainStoreException {
        Batch one = chain.link(List.of(event));
        try {
            if (chain.change(one, change)) {
                settle(one);
                return;
            }
            event.drop();
        } catch (VaultException refusal) {
            event.fail(Outcome.of(refusal), refusal);
        } catch (RuntimeException | Error failure) {
            event.fail(Outcome.failure(), failure);
        }
        waiting.putBack(List.of(event));
    }

    private void settle(Batch stored) {
        counts.add(stored);
        queue.settled(stored.events().size());
        stored.events().forEach(Pending::durable);
    }

    /// One of these events cannot be stored: they are stored one by one, and that one is refused.
    private void isolate(List<Pending> events, ChainStoreException failure) {
        if (events.size() > 1) {
            oneByOne = events.size();
            waiting.putBack(events);
            return;
        }
        if (failure instanceof ChainStoreException.Swallowed) {
            swallowed(events);
        } else {
            LOG.error("An event cannot be recorded; its result was refused", failure);
        }
        queue.settled(events.size());
        events.forEach(Pending::refuse);
    }

    /// A store that does not keep what it accepted was edited: the callers are told so.
    private void swallowed(List<Pending> events) {
        counts.swallowed(events.size());
        if (System.nanoTime() - swallowReported > SWALLOW_REPORT_NANOS) {
            swallowReported = System.nanoTime();
            LOG.error(
                    "stored data failed its integrity check: the audit log does not keep a record that it accepted; look for a trigger or a rule on its table");
        }
        VaultException edited =
                new VaultException.Integrity("the audit log did not keep the record");
        events.forEach(event -> event.fail(Outcome.of(edited), edited));
    }

    /// The store failed. Operations are not admitted until it is open again.
    private void lose(Throwable failure) {
        chain.close();
        if (admission.isHanging()) {
            refuseAll(); // their time is nearly over, and reopening takes longer
        }
        admission.close();
        admission.end();
        report(failure);
    }

    /// Logs each cause once, not at every attempt.
    private void report(Throwable failure) {
        String description = failure.toString();
        if (description.equals(reported)) {
            return;
        }
        reported = description;
        if (failure instanceof ChainStoreException) {
            LOG.warn("The audit log does not accept records: {}", failure.getMessage());
        } else {
            LOG.error("The audit log does not accept records", failure);
        }
    }

    private void refuseAll() {
        waiting.takeFrom(queue);
        waiting.forEach(Pending::refuse);
        inDoubt().forEach(Pending::refuse);
    }

    private List<Pending> inDoubt() {
        Batch batch = chain.inDoubt();
        return batch == null ? List.of() : batch.events();
    }

    /// Refuses the remaining events, including those that are being added to the closed queue.
    private void refuseRest() {
        refuseAll();
        while (waiting.size() + inDoubt().size() < queue.size()) {
            queue.sleep(ADDING_NANOS);
            refuseAll();
        }
    }

    private void reopen() throws ChainStoreException.Lost {
        LockSupport.parkNanos(this, pauseNanos);
        pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
        Optional<Chain.Resolved> resolved = chain.reopen();
        if (!chain.isOpen()) {
            return;
        }
        resolved.ifPresent(this::resolve);
        pauseNanos = FIRST_PAUSE_NANOS;
        reported = null;
        admission.open();
        LOG.info("The audit log accepts records again");
    }

    private void resolve(Chain.Resolved resolved) {
        List<Pending> events = resolved.batch().events();
        if (resolved.stored()) {
            LOG.info("{} records in doubt were stored", events.size());
            settle(resolved.batch());
            return;
        }
        LOG.info("{} records in doubt were not stored", events.size());
        events.stream().filter(event -> event.change() != null).forEach(Writer::abandon);
        waiting.putBack(events);
    }

    /// The state that a change relied on may be stale by now: the caller has to repeat the request.
    private static void abandon(Pending event) {
        event.refuse();
        event.fail();
    }
}
