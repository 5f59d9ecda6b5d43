package io.strongroom.audit;

import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The store of one node's chain. Belongs to one thread. After [ChainStoreException.Lost] only
/// [#close] may be called.
public interface ChainStore extends AutoCloseable {

    /// Stores records if all guards hold.
    ///
    /// @param records at least one, in the order of the chain
    /// @param guards what the events of these records relied on
    /// @return guards that do not hold, each with its current generation, 0 if it has none; if
    ///   there is one, nothing is stored
    Map<Guard, Long> store(List<ChainRecord> records, Set<Guard> guards) throws ChainStoreException;

    /// Applies a change and stores its record in one transaction, if all guards hold. The change
    /// runs as the tenant of the record.
    ///
    /// @return false if a guard does not hold, the change returned false, or another transaction
    ///   changed the same rows first; then nothing is stored
    /// @throws RuntimeException or Error of a guard ([Guard#holds]) or of the change; then nothing
    ///   is stored
    boolean change(ChainRecord record, Set<Guard> guards, Change change) throws ChainStoreException;

    /// The last records of the chain, oldest first.
    List<ChainRecord> last(int count) throws ChainStoreException.Lost;

    /// Checks that the store still answers.
    void probe() throws ChainStoreException.Lost;

    /// Releases the node's name. Never fails and does not wait for an answer.
    @Override
    void close();
}
