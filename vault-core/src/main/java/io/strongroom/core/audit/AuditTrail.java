package io.strongroom.core.audit;

import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Submission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps the record of every operation. A record is durable before the answer leaves.
public interface AuditTrail {

    /// Requires that records can be stored. Called before any use of an HSM, so that nothing is
    /// done that cannot be recorded.
    ///
    /// @throws io.strongroom.core.VaultException while the store does not accept records
    void requireOpen();

    /// Announces a record that is about to be submitted: its operation waits for nothing but an
    /// HSM. A trail that stores many records in one commit may wait a few milliseconds for it.
    ///
    /// @return passed to [#expectationEnded] once, when the record is settled or will not come
    default long expectRecord() {
        return 0;
    }

    /// Ends what [#expectRecord] announced.
    default void expectationEnded(long expectation) {}

    /// Submits the record of an operation, which is stored together with its change. If a guard no
    /// longer holds, or the change returns false, nothing is changed and the outcome in the record
    /// is [Outcome#DROPPED]. An exception of the change is thrown by [Submission#await]; nothing is
    /// changed then, and the outcome is the refusal, or [Outcome#failure] for any other exception.
    ///
    /// @param waiter the thread that will wait; it is unparked when the record is settled
    /// @throws io.strongroom.core.VaultException.Busy if too many records wait
    /// @throws io.strongroom.core.VaultException if the store does not accept records
    Submission submit(AuditEvent event, List<Guard> guards, @Nullable Change change, Thread waiter);

    /// Stores the record of an operation, together with its change, and returns when both are
    /// durable.
    ///
    /// @return as [Submission#await]
    default boolean record(AuditEvent event, List<Guard> guards, @Nullable Change change) {
        return submit(event, guards, change, Thread.currentThread()).await();
    }
}
