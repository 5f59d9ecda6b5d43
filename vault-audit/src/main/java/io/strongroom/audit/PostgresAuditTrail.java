package io.strongroom.audit;

import io.strongroom.core.VaultException;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.AuditTrail;
import io.strongroom.core.audit.Submission;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Keeps the chain of one node in PostgreSQL. One thread writes it over one connection; whoever
/// submits an event encodes it and hands it over, and the thread that asked waits.
///
/// When a record does not become durable in time its caller is refused, and nothing new is admitted
/// until the store takes records again; the trail finds that out by itself. A record whose caller
/// was refused may become durable later.
public final class PostgresAuditTrail implements AuditTrail, AutoCloseable {
    private static final int VERIFIED_AT_START = 1000;
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(5);
    private static final long LOCK_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final AuditSettings settings;
    private final PendingQueue queue;
    private final Admission admission;
    private final Counts counts = new Counts(Clock.systemUTC());
    private final AtomicInteger underWay = new AtomicInteger();
    private final Writer writer;
    private final Thread thread;
    private final Deadlines deadlines;
    private volatile boolean closed;

    private PostgresAuditTrail(
            AuditSettings settings, ChainSession session, ChainStore store, Tail tail) {
        this.settings = settings;
        queue = new PendingQueue(settings.queueCapacity());
        admission = new Admission(settings.hangLimit().toNanos());
        writer =
                new Writer(settings, session, store, tail, queue, admission, counts, underWay::get);
        thread = Thread.ofPlatform().daemon().name("audit-writer").unstarted(writer);
        deadlines = new Deadlines(settings.commitLimit().toNanos());
    }

    /// Takes the node's name, verifies the end of its chain and opens the trail.
    ///
    /// @throws AuditStartException when the database does not answer, another process records under
    ///   this name, or the chain is broken
    public static PostgresAuditTrail start(ConnectionSource source, AuditSettings settings) {
        ChainSession session = new ChainSession(source, settings);
        try {
            ChainStore store = open(session, settings.node());
            try {
                PostgresAuditTrail trail =
                        new PostgresAuditTrail(
                                settings, session, store, verifiedTail(store, settings.node()));
                trail.admission.open();
                trail.thread.start();
                Thread.ofPlatform().daemon().name("audit-deadlines").start(trail.deadlines);
                return trail;
            } catch (SQLException | RuntimeException e) {
                store.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new AuditStartException(
                    "the audit log of node \"%s\" cannot be opened: %s"
                            .formatted(settings.node(), e.getMessage()),
                    e);
        }
    }

    /// Waits a moment for the lock of a predecessor that has just died.
    private static ChainStore open(ChainSession session, String node) throws SQLException {
        long end = System.nanoTime() + LOCK_PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<ChainStore> store = session.open();
            if (store.isPresent()) {
                return store.get();
            }
            LockSupport.parkNanos(LOCK_PAUSE_NANOS);
        }
        throw new AuditStartException(
                "another process records as node \"%s\": every process needs a node name of its own"
                        .formatted(node),
                null);
    }

    private static Tail verifiedTail(ChainStore store, String node) throws SQLException {
        List<StoredRecord> last = store.last(VERIFIED_AT_START);
        if (last.isEmpty()) {
            return Tail.NONE;
        }
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
        return new Tail(last.getLast().sequence(), last.getLast().hash());
    }

    @Override
    public void requireOpen() {
        if (!isOpen()) {
            throw Pending.unavailable();
        }
        if (queue.isFull()) {
            throw busy();
        }
        underWay.incrementAndGet();
    }

    @Override
    public void operationEnded() {
        underWay.decrementAndGet();
    }

    @Override
    public Submission submit(
            AuditEvent event, List<Guard> guards, @Nullable Change change, Thread waiter) {
        if (closed) {
            throw Pending.unavailable();
        }
        Pending pending = new Pending(settings.node(), event, guards, change, waiter);
        if (!queue.add(pending, thread)) {
            throw busy();
        }
        deadlines.add(pending);
        return pending;
    }

    private static VaultException.Busy busy() {
        return new VaultException.Busy(
                "Too many operations wait to be recorded. Try again later.", Duration.ofSeconds(1));
    }

    /// Whether records are taken.
    public boolean isOpen() {
        return !closed && admission.isOpen();
    }

    public AuditStatistics statistics() {
        return counts.snapshot(isOpen(), queue.size());
    }

    /// Takes no more records, stores those that wait, and gives the node's name free.
    @Override
    public void close() {
        closed = true;
        writer.stop();
        LockSupport.unpark(thread);
        try {
            thread.join(settings.commitLimit().multipliedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            deadlines.stop();
        }
    }
}
