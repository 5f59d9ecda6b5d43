package io.strongroom.postgres;

import io.strongroom.audit.ChainRecord;
import java.util.List;

/// Is told what happens to the chain of this node, on the thread that writes it.
interface ChainObserver {
    /// Observes nothing.
    ChainObserver NONE = new ChainObserver() {};

    /// A session was opened. Its server may be another than before.
    default void opened() {}

    /// A change of sets is about to be committed.
    ///
    /// @param sets as they are going to be
    /// @throws io.strongroom.core.VaultException.Integrity if it must not be
    default void changing(List<StateSet> sets) {}

    /// A change of sets is durable.
    default void changed(List<StateSet> sets) {}

    /// Records are durable. Those whose commit was in doubt are left out.
    ///
    /// @param records at least one, in the order of the chain, without gaps
    default void stored(List<ChainRecord> records) {}
}
