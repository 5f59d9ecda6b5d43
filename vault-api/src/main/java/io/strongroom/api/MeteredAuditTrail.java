package io.strongroom.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.AuditTrail;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Submission;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Measures every operation until its record is stored. All meters are created at the start, so a
/// measurement is two additions. No label names a tenant, a vault or a caller.
final class MeteredAuditTrail implements AuditTrail {
    private final AuditTrail trail;
    private final Map<Action, Map<Ending, Timer>> operations = new EnumMap<>(Action.class);
    private final Counter notAdmitted;
    private final Counter violations;

    /// How an operation ended, by the status of its response.
    private enum Ending {
        SUCCESS,
        REFUSAL,
        FAILURE;

        static Ending of(int status) {
            if (status < 400) {
                return SUCCESS;
            }
            return status < 500 ? REFUSAL : FAILURE;
        }
    }

    MeteredAuditTrail(AuditTrail trail, MeterRegistry meters) {
        this.trail = trail;
        for (Action action : Action.values()) {
            Map<Ending, Timer> timers = new EnumMap<>(Ending.class);
            for (Ending ending : Ending.values()) {
                timers.put(ending, timer(meters, action, ending));
            }
            operations.put(action, timers);
        }
        notAdmitted =
                Counter.builder("strongroom.operations.not.admitted")
                        .description("Operations refused because they could not be recorded")
                        .register(meters);
        violations =
                Counter.builder("strongroom.integrity.violations")
                        .description("Operations that found stored data edited")
                        .register(meters);
    }

    private Timer timerOf(Action action, Ending ending) {
        return Objects.requireNonNull(Objects.requireNonNull(operations.get(action)).get(ending));
    }

    private static Timer timer(MeterRegistry meters, Action action, Ending ending) {
        return Timer.builder("strongroom.operations")
                .description("Operations, from their arrival to their durable record")
                .tag("operation", action.operationName())
                .tag("result", ending.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }

    @Override
    public void requireOpen() {
        try {
            trail.requireOpen();
        } catch (VaultException refusal) {
            notAdmitted.increment();
            throw refusal;
        }
    }

    @Override
    public long expectRecord() {
        return trail.expectRecord();
    }

    @Override
    public void expectationEnded(long expectation) {
        trail.expectationEnded(expectation);
    }

    @Override
    public Submission submit(
            AuditEvent event, List<Guard> guards, @Nullable Change change, Thread waiter) {
        long submitted = System.nanoTime();
        try {
            return new Measured(event, submitted, trail.submit(event, guards, change, waiter));
        } catch (RuntimeException | Error notTaken) {
            measure(event, submitted, Ending.FAILURE);
            throw notTaken;
        }
    }

    /// An operation that found stored data edited before it was recorded.
    private void count(AuditEvent event) {
        if (event.outcome().signature().equals(Problem.INTEGRITY_VIOLATION.signature())) {
            violations.increment();
        }
    }

    /// An operation whose record, or change, found stored data edited.
    private void count(Throwable failure) {
        if (failure instanceof VaultException.Integrity) {
            violations.increment();
        }
    }

    private void measure(AuditEvent event, long submitted, Ending ending) {
        timerOf(event.action(), ending)
                .record(event.duration().plusNanos(System.nanoTime() - submitted));
    }

    private final class Measured implements Submission {
        private final AuditEvent event;
        private final long submitted;
        private final Submission submission;

        Measured(AuditEvent event, long submitted, Submission submission) {
            this.event = event;
            this.submitted = submitted;
            this.submission = submission;
        }

        @Override
        public boolean isSettled() {
            return submission.isSettled();
        }

        @Override
        public boolean await() {
            boolean held;
            try {
                held = submission.await();
            } catch (RuntimeException | Error notMade) {
                measure(event, submitted, Ending.FAILURE);
                count(notMade);
                throw notMade;
            }
            count(event);
            measure(event, submitted, held ? Ending.of(event.outcome().status()) : Ending.REFUSAL);
            return held;
        }
    }
}
