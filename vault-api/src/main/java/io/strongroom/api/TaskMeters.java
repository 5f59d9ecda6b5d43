package io.strongroom.api;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.strongroom.core.VaultException;
import io.strongroom.core.schedule.TaskLeases;
import io.strongroom.core.schedule.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Metrics of the service's tasks, over all nodes: `strongroom.task.last.run` and
/// `strongroom.task.next.run` in seconds since 1970, and `strongroom.task.succeeded`, 1 if the last
/// run succeeded. The store is asked at most every ten seconds.
final class TaskMeters implements MeterBinder {
    private static final Duration KEPT = Duration.ofSeconds(10);
    private final TaskLeases leases;
    private final List<String> tasks;

    // both guarded by this
    private List<TaskState> states = List.of();
    private long readAt = System.nanoTime() - KEPT.toNanos();

    /// @param tasks their names
    TaskMeters(TaskLeases leases, List<String> tasks) {
        this.leases = leases;
        this.tasks = List.copyOf(tasks);
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (String task : tasks) {
            gauge(meters, "last.run", task, state -> seconds(state.lastRun()));
            gauge(meters, "next.run", task, state -> seconds(state.nextRun()));
            gauge(meters, "succeeded", task, state -> state.lastSucceeded() ? 1 : 0);
        }
    }

    private void gauge(
            MeterRegistry meters, String name, String task, ToDoubleFunction<TaskState> value) {
        Gauge.builder(
                        "strongroom.task." + name,
                        this,
                        metrics ->
                                metrics.current().stream()
                                        .filter(state -> state.task().equals(task))
                                        .mapToDouble(value)
                                        .findFirst()
                                        .orElse(Double.NaN))
                .tag("task", task)
                .register(meters);
    }

    private synchronized List<TaskState> current() {
        if (System.nanoTime() - readAt >= KEPT.toNanos()) {
            readAt = System.nanoTime();
            try {
                states = leases.states();
            } catch (VaultException e) {
                states = List.of(); // the database does not answer
            }
        }
        return states;
    }

    private static double seconds(@Nullable Instant time) {
        return time == null ? Double.NaN : time.getEpochSecond();
    }
}
