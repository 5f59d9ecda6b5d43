package io.strongroom.postgres;

import io.strongroom.audit.ChainRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Indexes the records that this node stores. Their postings are gathered in memory as the records
/// are stored, and written together, so that no record is read again and the writer bears little of
/// the cost.
///
/// What is gathered is lost when the process ends; [AuditIndex] finds those records.
public final class NewPostings {
    /// So that memory is bounded while the database does not take postings.
    private static final int MOST = 64 * AuditIndex.FEWEST;

    private final Connections connections;
    private @Nullable Gathered gathered; // guarded by this

    NewPostings(Connections connections) {
        this.connections = connections;
    }

    /// Postings of the records that follow one of a chain.
    private static final class Gathered {
        private final String node;
        private final long before;
        private long last;
        private final AuditPostings postings = new AuditPostings();

        Gathered(ChainRecord first) {
            node = first.node();
            before = first.sequence() - 1;
            last = before;
        }

        int size() {
            return Math.toIntExact(last - before);
        }

        boolean isFollowedBy(ChainRecord first) {
            return first.sequence() == last + 1 && first.node().equals(node) && size() < MOST;
        }

        void add(List<ChainRecord> records) {
            records.forEach(record -> postings.add(record.columns()));
            last = records.getLast().sequence();
        }
    }

    /// Gathers records that were stored. Called by the writer's thread.
    ///
    /// @param records at least one, in the order of the chain, without gaps
    public synchronized void add(List<ChainRecord> records) {
        ChainRecord first = records.getFirst();
        if (gathered == null || !gathered.isFollowedBy(first)) {
            gathered = new Gathered(first);
        }
        gathered.add(records);
    }

    /// Number of records whose postings are gathered.
    synchronized int gathered() {
        return gathered == null ? 0 : gathered.size();
    }

    /// Stores the postings if enough are gathered for it to be worthwhile.
    ///
    /// @throws io.strongroom.core.VaultException if the database does not answer; the records are
    ///   indexed later, then
    public void store() {
        Gathered taken = take();
        if (taken != null) {
            store(taken);
        }
    }

    private synchronized @Nullable Gathered take() {
        Gathered taken = gathered;
        if (taken == null || taken.size() < AuditIndex.FEWEST) {
            return null;
        }
        gathered = null;
        return taken;
    }

    /// If records before these were left out, they are indexed first. If some of these were indexed
    /// meanwhile, the rest is left to the task.
    private void store(Gathered taken) {
        IndexPosition position = new IndexPosition(connections, taken.node);
        if (position.advance(taken.before, taken.last, taken.postings)) {
            return;
        }
        StoredPostings earlier = new StoredPostings(connections, position);
        while (earlier.indexSome(taken.before)) {
            // the next ones
        }
        position.advance(taken.before, taken.last, taken.postings);
    }
}
