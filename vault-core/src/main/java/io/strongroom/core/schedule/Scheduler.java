package io.strongroom.core.schedule;

import io.strongroom.core.VaultException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/// Runs tasks when they are due, one after the other, on a thread of its own. Of all nodes that
/// have a task, the one that takes its lease runs it.
public final class Scheduler implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofMillis(50);

    private final List<Task> tasks;
    private final TaskLeases leases;
    private final String node;
    private final BiConsumer<Task, RuntimeException> failures;
    private final Ticker ticker = new Ticker("schedule", POLL, this::runDue);

    /// @param node name of this node
    /// @param failures gets each run that failed, and each task that could not be taken
    public Scheduler(
            List<Task> tasks,
            TaskLeases leases,
            String node,
            BiConsumer<Task, RuntimeException> failures) {
        this.tasks = List.copyOf(tasks);
        this.leases = leases;
        this.node = node;
        this.failures = failures;
    }

    /// Begins to look for tasks that are due, each second.
    public void start() {
        ticker.start();
    }

    /// Runs a task now, on the calling thread, once no other node runs it. It need not be one of
    /// the scheduler's.
    ///
    /// @param timeout how long to wait for another node
    /// @throws VaultException.Busy if another node runs it for longer
    public void runNow(Task task, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        while (!leases.takeNow(task.name(), node, task.limit())) {
            if (System.nanoTime() - end >= 0) {
                throw new VaultException.Busy(
                        "another node runs the task \"" + task.name() + "\"", POLL);
            }
            LockSupport.parkNanos(RETRY.toNanos());
        }
        run(task);
    }

    /// Runs each task that is due and that no other node runs.
    void runDue() {
        for (Task task : tasks) {
            try {
                if (!ticker.isClosed() && leases.take(task.name(), node, task.limit())) {
                    run(task);
                }
            } catch (RuntimeException e) {
                failures.accept(task, e);
            }
        }
    }

    private void run(Task task) {
        boolean succeeded = false;
        try {
            task.run();
            succeeded = true;
        } finally {
            leases.finish(task.name(), node, succeeded, task.interval());
        }
    }

    /// Takes no more tasks, and waits for a running one for five seconds.
    @Override
    public void close() {
        ticker.close();
    }
}
