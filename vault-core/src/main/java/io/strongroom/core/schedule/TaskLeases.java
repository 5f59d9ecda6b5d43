package io.strongroom.core.schedule;

import java.time.Duration;
import java.util.List;

/// Gives tasks to nodes, each to one node at a time. A node that was restarted takes its own lease
/// again: no two processes have one node name. The store's clock decides, so the clocks of the
/// nodes may differ.
///
/// All methods may throw a `VaultException` about `SERVICE_UNAVAILABLE`.
public interface TaskLeases {

    /// Takes a task.
    ///
    /// @param node name of the node that is going to run it
    /// @param limit how long the lease lasts
    /// @return false if the task is not due, or another node holds an unexpired lease
    boolean take(String task, String node, Duration limit);

    /// Takes a task whether or not it is due.
    ///
    /// @return false if another node holds an unexpired lease
    boolean takeNow(String task, String node, Duration limit);

    /// Ends the run of a task and frees it. Does nothing if the node's lease has expired and
    /// another node took the task.
    ///
    /// @param interval from now to when the task is due again
    void finish(String task, String node, boolean succeeded, Duration interval);

    /// What is known about each task that ever ran, in the order of their names.
    List<TaskState> states();
}
