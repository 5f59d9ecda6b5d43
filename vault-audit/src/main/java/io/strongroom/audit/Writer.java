package io.strongroom.audit;

import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores what is pending, and is the only one that writes its node's chain. It commits what is
/// there when the last commit is done; only when many operations are under way it waits a moment
/// for a share of them, because a commit costs as much for one record as for many. Everything in it
/// belongs to its one thread.
final class Writer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long GATHERING_NANOS = TimeUnit.MILLISECONDS.toNanos(8);
    private static final int LARGEST_GATHERING = 64;
    private static final int GATHERED_SHARE = 3;
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(320);

    private final AuditSettings settings;
    private final ChainSession session;
    private final PendingQueue queue;
    private final Admission admission;
    private final Counts counts;
    private final IntSupplier underWay;
    private final MessageDigest sha256 = RecordEncoding.sha256();
    private final Backlog backlog = new Backlog();

    private @Nullable ChainStore store;
    private Tail tail;

    /// Sent, and nobody knows yet whether it is stored.
    private @Nullable Batch doubtful;

    private long pauseNanos = FIRST_PAUSE_NANOS;
    private @Nullable String reported;
    private int oneByOne;
    private volatile boolean stopping;

    Writer(
            AuditSettings settings,
            ChainSession session,
            ChainStore store,
            Tail tail,
            PendingQueue queue,
            Admission admission,
            Counts counts,
            IntSupplier underWay) {
        this.settings = settings;
        this.session = session;
        this.store = store;
        this.tail = tail;
        this.queue = queue;
        this.admission = admission;
        this.counts = counts;
        this.underWay = underWay;
    }

    /// Stores what is there and ends; called by any thread.
    void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        while (!isDone()) {
            try {
                if (store == null) {
                    reopen();
                } else {
                    step(store);
                }
            } catch (SQLException | RuntimeException | Error e) {
                lose(e);
            }
        }
        refuseAll();
        if (store != null) {
            store.close();
        }
    }

    private boolean isDone() {
        return stopping && (store == null || (backlog.isEmpty() && queue.size() == 0));
    }

    private void step(ChainStore store) throws SQLException {
        backlog.takeFrom(queue);
        if (backlog.isEmpty()) {
            idle(store);
            return;
        }
        gather();
        admission.begin();
        storePlain(store);
        storeChange(store);
        admission.end();
    }

    /// Waits until a third of the operations that are under way have brought their record. One that
    /// is alone, or has few beside it, is stored at once.
    private void gather() {
        int wanted = Math.min(underWay.getAsInt() / GATHERED_SHARE, LARGEST_GATHERING);
        long end = System.nanoTime() + GATHERING_NANOS;
        while (backlog.plainSize() < wanted && !backlog.hasChange() && !stopping) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return;
            }
            queue.sleepUntil(wanted, left);
            backlog.takeFrom(queue);
        }
    }

    private void idle(ChainStore store) throws SQLException {
        long asleep = System.nanoTime();
        queue.sleep(PROBE_NANOS);
        if (System.nanoTime() - asleep >= PROBE_NANOS) {
            admission.begin();
            store.probe(Math.toIntExact(Math.max(1, settings.commitLimit().toSeconds())));
            admission.end();
        }
    }

    private void storePlain(ChainStore store) throws SQLException {
        List<Pending> events = backlog.nextPlain(oneByOne > 0 ? 1 : settings.batchLimit());
        if (events.isEmpty()) {
            return;
        }
        oneByOne = Math.max(0, oneByOne - 1);
        events.stream().filter(Pending::isGivenUp).forEach(Pending::fail);
        Set<Guard> stale;
        do {
            doubtful = Batch.link(events, tail, sha256);
            stale = store.store(doubtful);
            drop(events, stale);
        } while (!stale.isEmpty());
        settle(doubtful);
    }

    private static void drop(List<Pending> events, Set<Guard> stale) {
        if (stale.isEmpty()) {
            return;
        }
        for (Pending event : events) {
            if (!Collections.disjoint(event.guards(), stale)) {
                event.drop();
            }
        }
    }

    private void storeChange(ChainStore store) throws SQLException {
        Pending event = backlog.nextChange();
        if (event == null) {
            return;
        }
        Change change = event.change();
        if (change == null || event.isGivenUp()) {
            event.fail();
        } else if (isMade(store, event, change)) {
            return;
        }
        backlog.putBack(List.of(event));
    }

    private boolean isMade(ChainStore store, Pending event, Change change) throws SQLException {
        Batch one = Batch.link(List.of(event), tail, sha256);
        doubtful = one;
        try {
            if (store.change(one, change)) {
                settle(one);
                return true;
            }
            event.drop();
        } catch (VaultException refusal) {
            event.fail(Outcome.of(refusal), refusal);
        } catch (RuntimeException | Error failure) {
            event.fail(Outcome.failure(), failure);
        }
        doubtful = null;
        return false;
    }

    private void settle(Batch stored) {
        tail = stored.end();
        doubtful = null;
        counts.add(stored);
        queue.settled(stored.events().size());
        stored.events().forEach(Pending::durable);
    }

    /// The store failed. Nothing new is admitted until it is open again.
    private void lose(Throwable failure) {
        if (store != null) {
            store.close();
            store = null;
        }
        if (admission.isHanging()) {
            refuseAll(); // they have waited long enough, and it will take longer
        }
        admission.close();
        admission.end();
        if (SqlStates.isBadValue(failure) && doubtful != null) {
            isolate(doubtful, failure);
        }
        report(failure);
    }

    /// Says once what stands in the way, not at every attempt.
    private void report(Throwable failure) {
        String description = failure.toString();
        if (description.equals(reported)) {
            return;
        }
        reported = description;
        if (failure instanceof SQLException) {
            LOG.warn("The audit log does not take records: {}", description);
        } else {
            LOG.error("The audit log does not take records", failure);
        }
    }

    /// One event of these cannot be stored, ever. They are stored one by one, and it is given up.
    private void isolate(Batch batch, Throwable failure) {
        if (batch.events().size() > 1) {
            oneByOne = batch.events().size();
            return;
        }
        LOG.error("An event cannot be recorded, and its result was refused", failure);
        batch.events().forEach(Pending::refuse);
        queue.settled(1);
        doubtful = null;
    }

    private void refuseAll() {
        backlog.takeFrom(queue);
        backlog.forEach(Pending::refuse);
        if (doubtful != null) {
            doubtful.events().forEach(Pending::refuse);
        }
    }

    private void reopen() throws SQLException {
        LockSupport.parkNanos(this, pauseNanos);
        pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
        Optional<ChainStore> opened = session.open();
        if (opened.isEmpty()) {
            return;
        }
        ChainStore fresh = opened.get();
        try {
            resolve(fresh.tail());
        } catch (SQLException | RuntimeException e) {
            fresh.close();
            throw e;
        }
        store = fresh;
        pauseNanos = FIRST_PAUSE_NANOS;
        reported = null;
        admission.open();
        LOG.info("The audit log takes records again");
    }

    /// Finds out whether what was in doubt is stored. Where the chain ends tells it.
    private void resolve(Tail found) {
        Batch batch = doubtful;
        if (batch != null && found.is(batch.end())) {
            LOG.info("{} records in doubt were stored", batch.events().size());
            settle(batch);
            return;
        }
        if (!found.is(tail)) {
            throw new IllegalStateException(
                    "the chain of node \"%s\" ends at %d in the store and at %d here: the store was rolled back, or another program wrote it"
                            .formatted(settings.node(), found.sequence(), tail.sequence()));
        }
        if (batch != null) {
            List<Pending> events = new ArrayList<>(batch.events());
            LOG.info("{} records in doubt were not stored", events.size());
            events.stream().filter(event -> event.change() != null).forEach(this::abandon);
            backlog.putBack(events);
            doubtful = null;
        }
    }

    /// What a change relied on may be out of date by now: whoever asked for it asks again.
    private void abandon(Pending event) {
        event.refuse();
        event.fail();
    }
}
