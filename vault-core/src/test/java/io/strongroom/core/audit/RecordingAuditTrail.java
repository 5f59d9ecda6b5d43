package io.strongroom.core.audit;

import io.strongroom.core.InMemoryStore;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A trail in memory, over the current generations of the repositories in memory. Its store's
/// monitor guards it.
public final class RecordingAuditTrail implements AuditTrail {
    private final InMemoryStore store;
    private final List<AuditEvent> events = new ArrayList<>();
    private final List<Submitted> submitted = new ArrayList<>();
    private final AtomicInteger expected = new AtomicInteger();
    private volatile boolean open = true;
    private volatile boolean available = true;

    public RecordingAuditTrail(InMemoryStore store) {
        this.store = store;
    }

    /// Stops admission: [#requireOpen] and [#record] refuse.
    public void close() {
        open = false;
    }

    /// Loses the store before it is noticed: [#requireOpen] still admits, [#record] fails.
    public void lose() {
        available = false;
    }

    /// The store takes records again.
    public void reopen() {
        open = true;
        available = true;
    }

    /// What was recorded, oldest first.
    public List<AuditEvent> events() {
        return store.read(() -> List.copyOf(events));
    }

    /// What was recorded last.
    public AuditEvent last() {
        return events().getLast();
    }

    /// The threads of a submission.
    ///
    /// @param submitter the thread that submitted the record
    /// @param waiter the thread that the record was submitted for
    public record Submitted(Thread submitter, Thread waiter) {}

    /// Which threads submitted records, oldest first.
    public List<Submitted> submitted() {
        return store.read(() -> List.copyOf(submitted));
    }

    /// How many records are expected now.
    public int expected() {
        return expected.get();
    }

    @Override
    public long expectRecord() {
        return expected.incrementAndGet();
    }

    @Override
    public void expectationEnded(long expectation) {
        expected.decrementAndGet();
    }

    @Override
    public void requireOpen() {
        if (!open) {
            throw unavailable();
        }
    }

    @Override
    public Submission submit(
            AuditEvent event, List<Guard> guards, @Nullable Change change, Thread waiter) {
        if (!open) {
            throw unavailable();
        }
        store.read(() -> submitted.add(new Submitted(Thread.currentThread(), waiter)));
        try {
            return Submission.settled(stored(event, guards, change));
        } catch (RuntimeException failure) {
            return new Failed(failure);
        }
    }

    /// A record that failed; the thread that waits for it learns that.
    private record Failed(RuntimeException failure) implements Submission {
        @Override
        public boolean isSettled() {
            return true;
        }

        @Override
        public boolean await() {
            throw failure;
        }
    }

    private boolean stored(AuditEvent event, List<Guard> guards, @Nullable Change change) {
        if (!available) {
            throw unavailable();
        }
        return store.read(() -> {
            try {
                boolean held = store.commit(guards, change);
                events.add(held ? event : event.with(Outcome.DROPPED));
                return held;
            } catch (VaultException refusal) {
                events.add(event.with(Outcome.of(refusal)));
                throw refusal;
            } catch (RuntimeException bug) {
                events.add(event.with(Outcome.failure()));
                throw bug;
            }
        });
    }

    private static VaultException unavailable() {
        return new VaultException(
                Problem.SERVICE_UNAVAILABLE, "The audit log does not accept records.");
    }
}
