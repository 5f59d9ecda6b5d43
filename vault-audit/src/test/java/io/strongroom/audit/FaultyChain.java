package io.strongroom.audit;

import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// A chain whose store is lost at a chosen moment: just before it stores records, or after it
/// stored them and before it returns.
final class FaultyChain implements ChainSource {
    private final ChainSource source;
    private final AtomicReference<Fault> next = new AtomicReference<>(Fault.NONE);

    FaultyChain(ChainSource source) {
        this.source = source;
    }

    enum Fault {
        NONE,
        BEFORE_STORE,
        AFTER_STORE
    }

    void failNext(Fault fault) {
        next.set(fault);
    }

    @Override
    public Optional<ChainStore> open(AuditSettings settings) throws ChainStoreException.Lost {
        return source.open(settings).map(Store::new);
    }

    private void lose(Fault fault, ChainStore real) throws ChainStoreException.Lost {
        if (next.compareAndSet(fault, Fault.NONE)) {
            real.close();
            throw InMemoryChains.lost("the connection was lost");
        }
    }

    private final class Store implements ChainStore {
        private final ChainStore real;

        Store(ChainStore real) {
            this.real = real;
        }

        @Override
        public Map<Guard, Long> store(List<ChainRecord> records, Set<Guard> guards)
                throws ChainStoreException {
            lose(Fault.BEFORE_STORE, real);
            Map<Guard, Long> stale = real.store(records, guards);
            lose(Fault.AFTER_STORE, real);
            return stale;
        }

        @Override
        public boolean change(ChainRecord record, Set<Guard> guards, Change change)
                throws ChainStoreException {
            lose(Fault.BEFORE_STORE, real);
            boolean made = real.change(record, guards, change);
            lose(Fault.AFTER_STORE, real);
            return made;
        }

        @Override
        public List<ChainRecord> last(int count) throws ChainStoreException.Lost {
            return real.last(count);
        }

        @Override
        public void probe() throws ChainStoreException.Lost {
            real.probe();
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
