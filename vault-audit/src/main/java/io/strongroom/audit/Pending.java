package io.strongroom.audit;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.audit.Submission;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One event on its way into the log, and the thread that waits for it. Whoever submits it encodes
/// it and hands it over; from then on all but the answer belongs to the writer.
final class Pending implements Submission {
    private static final int WAITING = 0;
    private static final int HELD = 1;
    private static final int DROPPED = 2;
    private static final int FAILED = 3;
    private static final int GAVE_UP = 4;

    /// The one pushed before this one; of [PendingQueue].
    @Nullable Pending before;

    private final String node;
    private final Thread waiter;
    private final long since = System.nanoTime();
    private final AtomicInteger answer = new AtomicInteger(WAITING);

    private AuditEvent event;
    private List<Guard> guards;
    private @Nullable Change change;
    private byte[] record;
    private Columns columns;
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
        this.columns = Columns.of(event);
    }

    @Override
    public boolean isSettled() {
        return answer.get() != WAITING;
    }

    /// Waits until the record is durable, or [Deadlines] ends the wait.
    ///
    /// @return whether the event was recorded as it was given
    /// @throws VaultException when it is not durable in time
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
                "The audit log does not take records at the moment. Try again later.");
    }

    boolean hasWaited(long nanos) {
        return System.nanoTime() - since > nanos;
    }

    /// Ends the wait, unless it is over; the waiter is never told anything else then.
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

    Columns columns() {
        return columns;
    }

    boolean isDropped() {
        return answerWhenDurable == DROPPED;
    }

    /// Whether nobody waits for it any more, so that its result has not left and will not.
    boolean isGivenUp() {
        int state = answer.get();
        return state == GAVE_UP || state == FAILED;
    }

    /// From now on the event says that its result was dropped.
    void drop() {
        become(Outcome.DROPPED, DROPPED);
    }

    /// From now on the event says that it failed.
    ///
    /// @param cause what its waiter gets to see once that is durable
    void fail(Outcome outcome, Throwable cause) {
        failure = cause;
        become(outcome, FAILED);
    }

    /// From now on the event says that the service was not available, as its waiter was told;
    /// unless it says already that it failed.
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
        columns = Columns.of(event);
        answerWhenDurable = answer;
    }

    /// Tells the waiter that the record is durable.
    void durable() {
        tell(answerWhenDurable);
    }

    /// Tells the waiter that it is not known to be durable.
    void refuse() {
        tell(FAILED);
    }

    private void tell(int told) {
        if (answer.compareAndSet(WAITING, told)) {
            LockSupport.unpark(waiter);
        }
    }
}
