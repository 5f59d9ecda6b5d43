package io.strongroom.audit;

import java.util.Optional;

/// Opens the store of one node's chain, again after each failure. Belongs to one thread.
public interface ChainSource {

    /// Opens the store and locks the node's name until the store is closed. No earlier store of the
    /// node commits anything after this returns one.
    ///
    /// @return empty while another process, or a connection of this process that was lost, holds
    ///   the name
    /// @throws ChainStoreException.Lost if the store does not answer
    Optional<ChainStore> open(AuditSettings settings) throws ChainStoreException.Lost;

    /// Whether a record that is durable is on a second machine too, by what was found when the
    /// store was opened last. Called by any thread.
    default boolean isReplicated() {
        return false;
    }
}
