package io.strongroom.core.schedule;

import java.time.Duration;

/// Work that the service does by itself.
///
/// A task must be safe to run again after it was cut short, and safe to run while a run that
/// outlived its lease goes on elsewhere: what it changes is guarded by generations.
public interface Task {

    /// The name in metrics, in the log and in the store, such as `purge`.
    String name();

    /// From the end of a run to the start of the next.
    Duration interval();

    /// The longest that a run may take. The lease lasts that long; afterwards another node may run
    /// the task.
    Duration limit();

    /// Runs once.
    ///
    /// @throws RuntimeException if the run failed; the task is due again after its interval
    void run();
}
