package io.strongroom.postgres;

import io.strongroom.core.state.Change;
import io.strongroom.core.state.Transaction;
import io.strongroom.postgres.StateSet.Part;
import java.sql.Connection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A transaction of the audit trail. A change only writes rows with it: `strongroom.tenant` is set,
/// and the rows of table `generation` that it relied on are locked.
final class JdbcTransaction implements Transaction {
    private final Connection connection;
    private final TreeMap<Part, RowSums> differences = new TreeMap<>();
    private @Nullable StateSets sets;

    private JdbcTransaction(Connection connection) {
        this.connection = connection;
    }

    /// Applies a change, and then what it means for the sets of the rows. Nothing else applies
    /// changes, so no change forgets the sets.
    ///
    /// @return the sets that it changed; null if it was not made
    static @Nullable List<StateSet> apply(Change change, Connection connection) {
        JdbcTransaction transaction = new JdbcTransaction(connection);
        return change.apply(transaction) ? transaction.changedSets() : null;
    }

    /// Never committed, rolled back or closed by a change.
    Connection connection() {
        return connection;
    }

    /// Rows of a set were written or removed.
    ///
    /// @param difference what they add up to, less what they added up to before
    void changed(StateSets written, Part part, RowSums difference) {
        sets = written;
        differences.merge(part, difference, RowSums::plus);
    }

    private List<StateSet> changedSets() {
        return sets == null ? List.of() : sets.change(connection, differences);
    }
}
