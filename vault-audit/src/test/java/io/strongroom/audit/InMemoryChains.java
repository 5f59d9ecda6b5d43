package io.strongroom.audit;

import io.strongroom.core.InMemoryStore;
import io.strongroom.core.InMemoryTransaction;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The chains of all nodes in memory, over the generations of the repositories in memory. Its
/// store's monitor guards all its state.
public final class InMemoryChains {
    /// The earliest time that PostgreSQL can store.
    private static final Instant EARLIEST = Instant.parse("-4713-11-24T00:00:00Z");

    private final InMemoryStore store;
    private final Map<String, List<ChainRecord>> chains = new HashMap<>();
    private final Map<String, Session> holders = new HashMap<>();
    private boolean lost;
    private volatile CountDownLatch frozen = new CountDownLatch(0);

    public InMemoryChains() {
        this(new InMemoryStore());
    }

    public InMemoryChains(InMemoryStore store) {
        this.store = store;
    }

    /// The source of one process.
    public ChainSource source() {
        return this::open;
    }

    ChainedAuditTrail trail(String node) {
        return ChainedAuditTrail.start(source(), AuditSettings.of(node));
    }

    private Optional<ChainStore> open(AuditSettings settings) throws ChainStoreException.Lost {
        awaitThaw(settings);
        synchronized (store) {
            if (lost) {
                throw lost("connection refused");
            }
            if (holders.containsKey(settings.node())) {
                return Optional.empty();
            }
            Session session = new Session(settings);
            holders.put(settings.node(), session);
            return Optional.of(session);
        }
    }

    private void awaitThaw(AuditSettings settings) throws ChainStoreException.Lost {
        try {
            if (!frozen.await(settings.commitLimit().toMillis(), TimeUnit.MILLISECONDS)) {
                throw lost("timeout");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static ChainStoreException.Lost lost(String message) {
        return new ChainStoreException.Lost(message, new IOException(message));
    }

    /// Takes the store away and ends all sessions.
    public void lose() {
        synchronized (store) {
            lost = true;
            holders.clear();
        }
    }

    public void bringBack() {
        synchronized (store) {
            lost = false;
        }
    }

    /// Blocks all calls until [#thaw].
    void freeze() {
        frozen = new CountDownLatch(1);
    }

    void thaw() {
        frozen.countDown();
    }

    /// The records of a node, oldest first.
    List<ChainRecord> chain(String node) {
        return store.read(() -> List.copyOf(chains.getOrDefault(node, List.of())));
    }

    /// Edits the records of a node as an administrator of the store could.
    void edit(String node, Consumer<List<ChainRecord>> edit) {
        synchronized (store) {
            edit.accept(chains.computeIfAbsent(node, _ -> new ArrayList<>()));
        }
    }

    /// The events that are recorded for a tenant.
    List<RecordedEvent> recorded(TenantId tenant) {
        return store.read(() ->
                chains.values().stream()
                        .flatMap(List::stream)
                        .filter(row -> row.columns().tenant().equals(tenant.value()))
                        .map(row -> RecordEncoding.decode(row.record()))
                        .toList());
    }

    Verification verify(String node) {
        ChainVerifier verifier = ChainVerifier.fromStart(node);
        chain(node).forEach(verifier::accept);
        return verifier.result();
    }

    void setGeneration(UUID subject, long generation) {
        Guard next = new Guard(subject, generation);
        OptionalLong before = generation(subject);
        store.commit(transaction -> {
            InMemoryTransaction rows = InMemoryTransaction.of(transaction);
            return before.isEmpty()
                    ? rows.begin(next)
                    : rows.advance(new Guard(subject, before.getAsLong()), next);
        });
    }

    OptionalLong generation(UUID subject) {
        return store.generation(subject);
    }

    /// Moves a subject from one generation to the next.
    static Change advance(UUID subject, long before) {
        return transaction ->
                InMemoryTransaction.of(transaction)
                        .advance(new Guard(subject, before), new Guard(subject, before + 1));
    }

    private final class Session implements ChainStore {
        private final AuditSettings settings;

        Session(AuditSettings settings) {
            this.settings = settings;
        }

        @Override
        public Map<Guard, Long> store(List<ChainRecord> records, Set<Guard> guards)
                throws ChainStoreException {
            awaitThaw(settings);
            synchronized (store) {
                requireAlive();
                requireStorable(records);
                Map<Guard, Long> stale = stale(guards);
                if (stale.isEmpty()) {
                    own().addAll(records);
                }
                return stale;
            }
        }

        @Override
        public boolean change(ChainRecord record, Set<Guard> guards, Change change)
                throws ChainStoreException {
            awaitThaw(settings);
            synchronized (store) {
                requireAlive();
                requireStorable(List.of(record));
                boolean made = store.commit(List.copyOf(guards), change);
                if (made) {
                    own().add(record);
                }
                return made;
            }
        }

        @Override
        public List<ChainRecord> last(int count) throws ChainStoreException.Lost {
            awaitThaw(settings);
            synchronized (store) {
                requireAlive();
                List<ChainRecord> all = own();
                return List.copyOf(all.subList(Math.max(0, all.size() - count), all.size()));
            }
        }

        @Override
        public void probe() throws ChainStoreException.Lost {
            awaitThaw(settings);
            synchronized (store) {
                requireAlive();
            }
        }

        @Override
        public void close() {
            synchronized (store) {
                holders.remove(settings.node(), this);
            }
        }

        private void requireAlive() throws ChainStoreException.Lost {
            if (holders.get(settings.node()) != this) {
                throw lost("the session has ended");
            }
        }

        private List<ChainRecord> own() {
            return chains.computeIfAbsent(settings.node(), _ -> new ArrayList<>());
        }

        private Map<Guard, Long> stale(Set<Guard> guards) {
            return guards.stream()
                    .filter(guard -> current(guard) != guard.generation())
                    .collect(Collectors.toMap(Function.identity(), this::current));
        }

        private long current(Guard guard) {
            return generation(guard.subject()).orElse(0);
        }

        private static void requireStorable(List<ChainRecord> records)
                throws ChainStoreException.Unstorable {
            for (ChainRecord row : records) {
                if (row.columns().time().isBefore(EARLIEST)) {
                    throw new ChainStoreException.Unstorable(
                            "a time out of range", new IllegalArgumentException());
                }
            }
        }
    }
}
