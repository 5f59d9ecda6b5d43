package io.strongroom.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.strongroom.core.Change;
import io.strongroom.core.Guard;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.AuditTrail;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Measures every operation where it ends: at its record. All meters exist from the start, so a
/// measurement is two additions; no label names a tenant, a vault or a caller.
final class MeteredAuditTrail implements AuditTrail {
    private final AuditTrail trail;
    private final Map<Action, Map<Ending, Timer>> operations = new EnumMap<>(Action.class);
    private final Counter notAdmitted;

    /// How an operation ended, from the status of its answer.
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
    public void operationEnded() {
        trail.operationEnded();
    }

    @Override
    public boolean record(AuditEvent event, List<Guard> guards, @Nullable Change change) {
        long handedOver = System.nanoTime();
        boolean held;
        try {
            held = trail.record(event, guards, change);
        } catch (RuntimeException | Error notMade) {
            timerOf(event.action(), Ending.FAILURE)
                    .record(event.duration().plusNanos(System.nanoTime() - handedOver));
            throw notMade;
        }
        Duration storing = Duration.ofNanos(System.nanoTime() - handedOver);
        Ending ending = held ? Ending.of(event.outcome().status()) : Ending.REFUSAL;
        timerOf(event.action(), ending).record(event.duration().plus(storing));
        return held;
    }
}
