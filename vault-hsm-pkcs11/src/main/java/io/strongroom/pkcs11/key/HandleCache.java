package io.strongroom.pkcs11.key;

import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.ErrorKind;
import io.strongroom.pkcs11.session.Lease;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Unwrapped keys by what they are found by. A hit takes no lock: a look into the map, a comparison
/// of pointers and two counts. A miss unwraps once, whoever else waits for it.
///
/// A handle is served only for the very thing it was made from: another blob, header or public key
/// under the same name is unwrapped anew, which is where it is refused. Keys that were not used for
/// long make room (second chance, which is LRU to within a round); one in use is destroyed by its
/// last user. Handles of an older epoch are void.
///
/// @param <K> what a key is found by
/// @param <S> what a key is made from
final class HandleCache<K, S> {

    /// Makes the object.
    @FunctionalInterface
    interface Loader<K, S> {
        /// Unwraps the object and checks that it is the right one.
        ///
        /// @param owner the session that shall own the object, for this call only
        long load(Lease lease, CryptokiSession owner, K key, S source);
    }

    /// Keys that share an owner session. The lock guards everything but the map's content for
    /// readers.
    private static final class Shard<K, S> {
        final ReentrantLock lock = new ReentrantLock();
        final OwnerSession owner;
        final ArrayDeque<CachedHandle<K, S>> order = new ArrayDeque<>();

        Shard(OwnerSession owner) {
            this.owner = owner;
        }
    }

    private final ConcurrentHashMap<K, CachedHandle<K, S>> handles = new ConcurrentHashMap<>();
    private final Shard<K, S>[] shards;
    private final int perShard;
    private final BiPredicate<S, S> same;
    private final Loader<K, S> loader;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder evictions = new LongAdder();

    /// @param capacity most keys that are kept
    /// @param same whether two sources must give the same key
    /// @param open opens a session
    HandleCache(
            int shards,
            int capacity,
            BiPredicate<S, S> same,
            Loader<K, S> loader,
            Supplier<CryptokiSession> open) {
        this.shards = shards(Math.min(shards, capacity), open);
        this.perShard = capacity / this.shards.length;
        this.same = same;
        this.loader = loader;
    }

    /// Lends a handle. The object lives at least as long as the use.
    <R> R use(Lease lease, K key, S source, LongFunction<R> use) {
        CachedHandle<K, S> handle = acquire(lease, key, source);
        try {
            return use.apply(handle.value);
        } catch (CryptokiException e) {
            if (e.kind() == ErrorKind.KEY_LOST) {
                forget(handle);
            }
            throw e;
        } finally {
            release(handle);
        }
    }

    int size() {
        return handles.size();
    }

    long hits() {
        return hits.sum();
    }

    long misses() {
        return misses.sum();
    }

    long evictions() {
        return evictions.sum();
    }

    private CachedHandle<K, S> acquire(Lease lease, K key, S source) {
        CachedHandle<K, S> cached = retained(lease, key, source);
        if (cached != null) {
            hits.increment();
            return cached;
        }
        Shard<K, S> shard = shard(key);
        shard.lock.lock();
        try {
            cached = retained(lease, key, source);
            if (cached != null) {
                hits.increment();
                return cached;
            }
            misses.increment();
            return load(lease, shard, key, source);
        } finally {
            shard.lock.unlock();
        }
    }

    private @Nullable CachedHandle<K, S> retained(Lease lease, K key, S source) {
        CachedHandle<K, S> cached = handles.get(key);
        return cached != null && serves(cached, lease.epoch(), source) && cached.retain()
                ? cached
                : null;
    }

    @SuppressWarnings("ReferenceEquality") // a shortcut; equal values are looked at after it
    private boolean serves(CachedHandle<K, S> cached, int epoch, S source) {
        if (cached.epoch != epoch) {
            return false;
        }
        if (cached.source() == source) {
            return true;
        }
        if (!same.test(cached.source(), source)) {
            return false;
        }
        cached.seen(source);
        return true;
    }

    private CachedHandle<K, S> load(Lease lease, Shard<K, S> shard, K key, S source) {
        CachedHandle<K, S> old = handles.get(key);
        if (old != null) {
            remove(shard, old, lease.epoch());
        }
        CachedHandle<K, S> made =
                new CachedHandle<>(key, source, unwrap(lease, shard, key, source), lease.epoch());
        made.retain();
        makeRoom(shard, lease.epoch());
        shard.order.addLast(made);
        handles.put(key, made);
        return made;
    }

    private long unwrap(Lease lease, Shard<K, S> shard, K key, S source) {
        try {
            return loader.load(lease, shard.owner.in(lease.epoch()), key, source);
        } catch (CryptokiException e) {
            shard.owner.afterFailure(e);
            throw e;
        }
    }

    private void makeRoom(Shard<K, S> shard, int epoch) {
        while (shard.order.size() >= perShard) {
            CachedHandle<K, S> oldest = shard.order.removeFirst();
            if (oldest.epoch == epoch && oldest.wasUsed()) {
                shard.order.addLast(oldest);
                continue;
            }
            remove(shard, oldest, epoch);
            evictions.increment();
        }
    }

    private void forget(CachedHandle<K, S> handle) {
        Shard<K, S> shard = shard(handle.key);
        shard.lock.lock();
        try {
            remove(shard, handle, handle.epoch);
        } finally {
            shard.lock.unlock();
        }
    }

    /// Ends the cache's own use of a handle, once.
    private void remove(Shard<K, S> shard, CachedHandle<K, S> handle, int epoch) {
        if (!handles.remove(handle.key, handle)) {
            return;
        }
        shard.order.remove(handle);
        if (handle.release() && handle.epoch == epoch) {
            shard.owner.destroy(handle.value, epoch);
        }
    }

    private void release(CachedHandle<K, S> handle) {
        if (!handle.release()) {
            return;
        }
        Shard<K, S> shard = shard(handle.key);
        shard.lock.lock();
        try {
            shard.owner.destroy(handle.value, handle.epoch);
        } finally {
            shard.lock.unlock();
        }
    }

    private Shard<K, S> shard(K key) {
        int hash = key.hashCode() * 0x9e3779b9;
        return shards[Math.floorMod(hash >>> 8, shards.length)];
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generic types
    private static <K, S> Shard<K, S>[] shards(int count, Supplier<CryptokiSession> open) {
        Shard<K, S>[] shards = new Shard[count];
        for (int i = 0; i < count; i++) {
            shards[i] = new Shard<>(new OwnerSession(open));
        }
        return shards;
    }
}
