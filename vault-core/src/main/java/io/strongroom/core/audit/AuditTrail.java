package io.strongroom.core.audit;

import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Submission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps the record of every operation. A record is durable before the answer leaves.
public interface AuditTrail {

    /// Requires that records can be stored. Asked before an HSM is touched, so that nothing is done
    /// that cannot be recorded.
    ///
    /// @throws io.strongroom.core.VaultException while the store does not take records
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

    /// Takes the record of an operation, which is then stored together with its change. When a
    /// guard no longer holds, or the change answers false, nothing is changed and the record says
    /// that the result was dropped ([Outcome#DROPPED]). What the change throws comes out of
    /// [Submission#await]; then nothing is changed, and the record says how it failed: a refusal as
    /// itself, anything else as [Outcome#failure].
    ///
    /// @param waiter the thread that will wait; it is unparked when the record is settled
    /// @throws io.strongroom.core.VaultException.Busy when too many records wait
    /// @throws io.strongroom.core.VaultException when no records are taken
    Submission submit(AuditEvent event, List<Guard> guards, @Nullable Change change, Thread waiter);

    /// Stores the record of an operation, together with its change, and returns when both are
    /// durable.
    ///
    /// @return as [Submission#await]
    default boolean record(AuditEvent event, List<Guard> guards, @Nullable Change change) {
        return submit(event, guards, change, Thread.currentThread()).await();
    }
}
