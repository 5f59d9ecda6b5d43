package io.strongroom.audit;

import io.strongroom.core.crypto.Hash;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The chain of a node: its store, its head and, after the store was lost, the batch in doubt,
/// which may be stored or not. Belongs to the writer's thread.
final class Chain {
    private final AuditSettings settings;
    private final ChainSource source;
    private final MessageDigest sha256 = Hash.SHA_256.computation();

    private @Nullable ChainStore store;
    private ChainHead head;
    private @Nullable Batch inDoubt;

    Chain(AuditSettings settings, ChainSource source, ChainStore store, ChainHead head) {
        this.settings = settings;
        this.source = source;
        this.store = store;
        this.head = head;
    }

    /// A batch that was in doubt.
    record Resolved(Batch batch, boolean stored) {}

    boolean isOpen() {
        return store != null;
    }

    Batch link(List<Pending> events) {
        return Batch.link(settings.node(), events, head, sha256);
    }

    /// Stores a batch that was linked to the head, if all its guards hold.
    ///
    /// @return as [ChainStore#store]
    Map<Guard, Long> store(Batch batch) throws ChainStoreException {
        inDoubt = batch;
        try {
            Map<Guard, Long> stale = opened().store(batch.records(), batch.guards());
            certain(batch, stale.isEmpty());
            return stale;
        } catch (ChainStoreException.Unstorable | ChainStoreException.Swallowed e) {
            certain(batch, false);
            throw e;
        }
    }

    /// Applies the change of a single event and stores its record.
    ///
    /// @return as [ChainStore#change]
    boolean change(Batch one, Change change) throws ChainStoreException {
        inDoubt = one;
        try {
            boolean made = opened().change(one.records().getFirst(), one.guards(), change);
            certain(one, made);
            return made;
        } catch (ChainStoreException.Unstorable
                | ChainStoreException.Swallowed
                | RuntimeException
                | Error e) {
            certain(one, false);
            throw e;
        }
    }

    private void certain(Batch batch, boolean stored) {
        if (stored) {
            head = batch.end();
        }
        inDoubt = null;
    }

    void probe() throws ChainStoreException.Lost {
        opened().probe();
    }

    private ChainStore opened() {
        if (store == null) {
            throw new IllegalStateException("the store of the chain is not open");
        }
        return store;
    }

    void close() {
        if (store != null) {
            store.close();
            store = null;
        }
    }

    /// The batch of which it is not known whether it was stored, or null.
    @Nullable Batch inDoubt() {
        return inDoubt;
    }

    /// Tries to open the store again, and if it does, resolves the batch in doubt: the head of the
    /// stored chain shows whether it was stored.
    ///
    /// @return the batch that was in doubt; empty if there was none or the store is still closed
    /// @throws IllegalStateException if the stored chain does not end where this node left it
    Optional<Resolved> reopen() throws ChainStoreException.Lost {
        Optional<ChainStore> opened = source.open(settings);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<Resolved> resolved = resolve(ChainHead.of(opened.get().last(1)));
            store = opened.get();
            return resolved;
        } catch (ChainStoreException.Lost | RuntimeException e) {
            opened.get().close();
            throw e;
        }
    }

    private Optional<Resolved> resolve(ChainHead found) {
        Batch batch = inDoubt;
        boolean stored = batch != null && found.is(batch.end());
        if (!stored && !found.is(head)) {
            throw new IllegalStateException(
                    "the chain of node \"%s\" ends at %d in the store and at %d here: the store was rolled back, or another program wrote it"
                            .formatted(settings.node(), found.sequence(), head.sequence()));
        }
        if (batch == null) {
            return Optional.empty();
        }
        certain(batch, stored);
        return Optional.of(new Resolved(batch, stored));
    }
}
