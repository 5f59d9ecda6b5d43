package io.strongroom.api;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.strongroom.core.VaultException;
import io.strongroom.core.schedule.TaskLeases;
import io.strongroom.core.schedule.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Metrics of the service's tasks, over all nodes: `strongroom.task.last.run` and
/// `strongroom.task.next.run` in seconds since 1970, and `strongroom.task.succeeded`, 1 if the last
/// run succeeded. The store is asked at most every ten seconds.
final class TaskMeters implements MeterBinder {
    private static final Duration KEPT = Duration.ofSeconds(10);
    private final TaskLeases leases;
    private final List<Published> published = new ArrayList<>();

    // both guarded by this
    private double count = Double.NaN;
    private long readAt = System.nanoTime() - KEPT.toNanos();

    TaskMeters(TaskLeases leases) {
        this.leases = leases;
    }

    private record Published(MultiGauge gauge, ToDoubleFunction<TaskState> value) {}

    @Override
    public void bindTo(MeterRegistry meters) {
        publish(meters, "last.run", state -> seconds(state.lastRun()));
        publish(meters, "next.run", state -> seconds(state.nextRun()));
        publish(meters, "succeeded", state -> state.lastSucceeded() ? 1 : 0);
        // reading it refreshes the others: which tasks there are is known to the store alone
        Gauge.builder("strongroom.tasks", this, TaskMeters::refreshed).register(meters);
        refreshed();
    }

    private void publish(MeterRegistry meters, String name, ToDoubleFunction<TaskState> value) {
        published.add(
                new Published(
                        MultiGauge.builder("strongroom.task." + name).register(meters), value));
    }

    private synchronized double refreshed() {
        if (System.nanoTime() - readAt < KEPT.toNanos()) {
            return count;
        }
        readAt = System.nanoTime();
        try {
            List<TaskState> states = leases.states();
            published.forEach(p -> p.gauge().register(rows(p, states), true));
            count = states.size();
        } catch (VaultException e) {
            count = Double.NaN; // the database does not answer
        }
        return count;
    }

    private static List<MultiGauge.Row<?>> rows(Published metric, List<TaskState> states) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (TaskState state : states) {
            rows.add(
                    MultiGauge.Row.of(
                            Tags.of("task", state.task()), metric.value().applyAsDouble(state)));
        }
        return rows;
    }

    private static double seconds(@Nullable Instant time) {
        return time == null ? Double.NaN : time.getEpochSecond();
    }
}
