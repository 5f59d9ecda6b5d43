package io.strongroom.audit;

import io.strongroom.core.VaultException;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.AuditTrail;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Submission;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The audit trail of one node, kept as a chain. One thread writes it to a [ChainStore]. A thread
/// that submits an event encodes it; the waiter parks until the record is durable.
///
/// If a record does not become durable in time, its caller is refused, and operations are not
/// admitted until the store accepts records again; the trail retries by itself. The record of a
/// refused caller may become durable later.
public final class ChainedAuditTrail implements AuditTrail, AutoCloseable {
    private static final int VERIFIED_AT_START = 1000;
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);
    private static final long LOCK_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final AuditSettings settings;
    private final ChainSource source;
    private final PendingQueue queue;
    private final Admission admission;
    private final Counts counts = new Counts(Clock.systemUTC());
    private final Expectations expectations = new Expectations(System::nanoTime);
    private final Writer writer;
    private final Thread thread;
    private final CommitTimeouts timeouts;
    private volatile boolean closed;

    private ChainedAuditTrail(AuditSettings settings, ChainSource source, Chain chain) {
        this.settings = settings;
        this.source = source;
        queue = new PendingQueue(settings.queueCapacity());
        admission = new Admission(settings.hangLimit().toNanos());
        writer = new Writer(settings.batchLimit(), chain, queue, admission, counts, expectations);
        thread = Thread.ofPlatform().daemon().name("audit-writer").unstarted(writer);
        timeouts = new CommitTimeouts(settings.commitLimit().toNanos());
    }

    /// Locks the node's name, verifies the end of its chain and opens the trail.
    ///
    /// @param source of this node's chain, for this trail alone
    /// @throws AuditStartException if the store does not answer, another process uses this node
    ///   name, or the chain is broken
    public static ChainedAuditTrail start(ChainSource source, AuditSettings settings) {
        try {
            ChainStore store = open(source, settings);
            try {
                Chain chain =
                        new Chain(settings, source, store, verifiedHead(store, settings.node()));
                return new ChainedAuditTrail(settings, source, chain).started();
            } catch (ChainStoreException.Lost | RuntimeException e) {
                store.close();
                throw e;
            }
        } catch (ChainStoreException.Lost e) {
            throw new AuditStartException(
                    "the audit log of node \"%s\" cannot be opened: %s"
                            .formatted(settings.node(), e.getMessage()),
                    e);
        }
    }

    /// Waits for the lock of a predecessor that has just died.
    private static ChainStore open(ChainSource source, AuditSettings settings)
            throws ChainStoreException.Lost {
        long end = System.nanoTime() + LOCK_TIMEOUT.toNanos();
        while (System.nanoTime() < end) {
            Optional<ChainStore> store = source.open(settings);
            if (store.isPresent()) {
                return store.get();
            }
            LockSupport.parkNanos(LOCK_PAUSE_NANOS);
        }
        throw new AuditStartException(
                "another process records as node \"%s\": every process needs a node name of its own"
                        .formatted(settings.node()),
                null);
    }

    private static ChainHead verifiedHead(ChainStore store, String node)
            throws ChainStoreException.Lost {
        List<ChainRecord> last = store.last(VERIFIED_AT_START);
        ChainVerifier verifier =
                last.size() < VERIFIED_AT_START
                        ? ChainVerifier.fromStart(node)
                        : ChainVerifier.fromAnywhere(node);
        last.forEach(verifier::accept);
        Verification found = verifier.result();
        if (found.breach() != null) {
            throw new AuditStartException(
                    "the audit chain of node \"%s\" is broken at sequence %d: %s"
                            .formatted(node, found.breach().sequence(), found.breach().reason()),
                    null);
        }
        return ChainHead.of(last);
    }

    private ChainedAuditTrail started() {
        admission.open();
        thread.start();
        Thread.ofPlatform().daemon().name("audit-timeouts").start(timeouts);
        return this;
    }

    @Override
    public void requireOpen() {
        if (!isOpen()) {
            throw Pending.unavailable();
        }
        if (queue.isFull()) {
            throw busy();
        }
    }

    @Override
    public long expectRecord() {
        return expectations.begin();
    }

    @Override
    public void expectationEnded(long expectation) {
        expectations.end(expectation);
    }

    @Override
    public Submission submit(
            AuditEvent event, List<Guard> guards, @Nullable Change change, Thread waiter) {
        if (closed) {
            throw Pending.unavailable();
        }
        Pending pending = new Pending(settings.node(), event, guards, change, waiter);
        timeouts.add(pending); // before the queue, so that every event of the queue has a timeout
        if (queue.add(pending, thread)) {
            return pending;
        }
        pending.giveUp();
        throw closed ? Pending.unavailable() : busy();
    }

    private static VaultException.Busy busy() {
        return new VaultException.Busy(
                "Too many operations wait to be recorded. Try again later.", Duration.ofSeconds(1));
    }

    /// Whether the trail accepts records.
    public boolean isOpen() {
        return !closed && admission.isOpen();
    }

    public AuditStatistics statistics() {
        return counts.snapshot(isOpen(), source.isReplicated(), queue.size());
    }

    /// Rejects further records, stores those that wait, and releases the node's name.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        queue.close();
        writer.stop();
        LockSupport.unpark(thread);
        try {
            thread.join(settings.commitLimit().multipliedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            timeouts.stop();
        }
    }
}
