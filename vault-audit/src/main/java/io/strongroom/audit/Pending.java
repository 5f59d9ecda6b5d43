package io.strongroom.audit;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Submission;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// An event on its way into the log, and the thread that waits for it. The submitting thread
/// encodes it; from then on everything except `answer` belongs to the writer.
final class Pending implements Submission {
    private static final int WAITING = 0;
    private static final int HELD = 1;
    private static final int DROPPED = 2;
    private static final int FAILED = 3;
    private static final int GAVE_UP = 4;

    /// The event that was added before this one; owned by [PendingQueue].
    @Nullable Pending before;

    private final String node;
    private final Thread waiter;
    private final long since = System.nanoTime();
    private final AtomicInteger answer = new AtomicInteger(WAITING);

    private AuditEvent event;
    private List<Guard> guards;
    private @Nullable Change change;
    private byte[] record;
    private RecordColumns columns;
    private int answerWhenDurable = HELD;
    private @Nullable Throwable failure;

    Pending(
            String node,
            AuditEvent event,
            List<Guard> guards,
            @Nullable Change change,
            Thread waiter) {
        this.node = node;
        this.waiter = waiter;
        this.event = event;
        this.guards = List.copyOf(guards);
        this.change = change;
        this.record = RecordEncoding.unlinked(event, node);
        this.columns = RecordColumns.of(event);
    }

    @Override
    public boolean isSettled() {
        return answer.get() != WAITING;
    }

    /// Waits until the record is durable, or [CommitTimeouts] ends the wait.
    ///
    /// @return whether the event was recorded as it was submitted
    /// @throws VaultException if it is not durable in time
    @Override
    public boolean await() {
        boolean interrupted = false;
        while (!isSettled()) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            waiter.interrupt();
        }
        return answered();
    }

    private boolean answered() {
        return switch (answer.get()) {
            case HELD -> true;
            case DROPPED -> false;
            case FAILED -> throw failure();
            default -> throw unavailable();
        };
    }

    private RuntimeException failure() {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException exception ? exception : unavailable();
    }

    static VaultException unavailable() {
        return new VaultException(
                Problem.SERVICE_UNAVAILABLE,
                "The audit log does not accept records at the moment. Try again later.");
    }

    boolean hasWaited(long nanos) {
        return System.nanoTime() - since > nanos;
    }

    /// Ends the wait unless it is over. The waiter is refused, whatever happens later.
    void giveUp() {
        tell(GAVE_UP);
    }

    AuditEvent event() {
        return event;
    }

    List<Guard> guards() {
        return guards;
    }

    @Nullable Change change() {
        return change;
    }

    byte[] record() {
        return record;
    }

    RecordColumns columns() {
        return columns;
    }

    boolean isDropped() {
        return answerWhenDurable == DROPPED;
    }

    /// Whether the waiter was refused, so that the result has not left and never will.
    boolean isGivenUp() {
        int state = answer.get();
        return state == GAVE_UP || state == FAILED;
    }

    /// Turns the event into one of a dropped result if it relied on something that has changed, and
    /// into a failure if it relied on something that cannot be what is stored now.
    ///
    /// @param stale guards that do not hold, with their current generations
    void compare(Map<Guard, Long> stale) {
        try {
            boolean holds = true;
            for (Guard guard : guards) {
                holds &= guard.holds(stale.getOrDefault(guard, guard.generation()));
            }
            if (!holds) {
                drop();
            }
        } catch (VaultException.Integrity undone) {
            fail(Outcome.of(undone), undone);
        }
    }

    /// Turns the event into one of a dropped result.
    void drop() {
        become(Outcome.DROPPED, DROPPED);
    }

    /// Turns the event into one of a failure.
    ///
    /// @param cause thrown to the waiter once the record is durable
    void fail(Outcome outcome, Throwable cause) {
        failure = cause;
        become(outcome, FAILED);
    }

    /// Turns the event into a 503, matching what its waiter was told, unless it is a failure
    /// already.
    void fail() {
        if (answerWhenDurable == FAILED) {
            return;
        }
        VaultException refusal = unavailable();
        fail(Outcome.of(refusal), refusal);
    }

    private void become(Outcome outcome, int answer) {
        event = event.with(outcome);
        guards = List.of();
        change = null;
        record = RecordEncoding.unlinked(event, node);
        columns = RecordColumns.of(event);
        answerWhenDurable = answer;
    }

    /// Wakes the waiter: the record is durable.
    void durable() {
        tell(answerWhenDurable);
    }

    /// Wakes the waiter: the record is not known to be durable.
    void refuse() {
        tell(FAILED);
    }

    private void tell(int told) {
        if (answer.compareAndSet(WAITING, told)) {
            LockSupport.unpark(waiter);
        }
    }
}
