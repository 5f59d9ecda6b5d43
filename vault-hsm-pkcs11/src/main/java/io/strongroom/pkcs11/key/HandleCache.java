package io.strongroom.pkcs11.key;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.TenantId;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.ErrorKind;
import io.strongroom.pkcs11.session.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Handles of unwrapped keys. A hit takes no lock: a lookup in the map, a comparison of references
/// and two counts. A miss unwraps the key once; other threads that want the same key wait for that,
/// and those that want other keys do not.
///
/// A handle is used only for the source that it was made from. Another blob, header or public key
/// under the same key is unwrapped anew, and is refused there if it is wrong. Which key is evicted
/// from a full cache is decided by [EvictionOrder]; a key in use is destroyed by its last user.
/// Handles whose owner session has ended are void.
///
/// @param <K> identifies a key in use
/// @param <S> what the key is unwrapped from
final class HandleCache<K, S> {

    /// Unwraps keys.
    @FunctionalInterface
    interface Loader<K, S> {
        /// Unwraps a key and checks that it is the right one. The lease's owner session owns it.
        long load(Lease lease, K key, S source);
    }

    private final ConcurrentHashMap<K, CachedHandle<K, S>> handles = new ConcurrentHashMap<>();

    /// Keys that a thread is unwrapping; counted down when it has ended.
    private final ConcurrentHashMap<K, CountDownLatch> openings = new ConcurrentHashMap<>();

    /// Guards `order`, which no hit touches. No call to the HSM is made under it.
    private final ReentrantLock lock = new ReentrantLock();

    private final EvictionOrder<K, S> order = new EvictionOrder<>();
    private final int capacity;
    private final Duration openTimeout;
    private final Function<S, TenantId> tenantOf;
    private final Loader<K, S> loader;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder evictions = new LongAdder();

    /// @param capacity maximum number of keys
    /// @param openTimeout how long a thread waits while another unwraps the same key
    /// @param tenantOf whose key is unwrapped from a source
    HandleCache(
            int capacity,
            Duration openTimeout,
            Function<S, TenantId> tenantOf,
            Loader<K, S> loader) {
        this.capacity = capacity;
        this.openTimeout = openTimeout;
        this.tenantOf = tenantOf;
        this.loader = loader;
    }

    /// Lends a handle. The object lives at least as long as the use.
    <R> R use(Lease lease, K key, S source, LongFunction<R> use) {
        CachedHandle<K, S> handle = acquire(lease, key, source);
        try {
            return use.apply(handle.value);
        } catch (CryptokiException e) {
            if (e.kind() == ErrorKind.KEY_LOST) {
                forget(lease, handle);
            }
            throw e;
        } finally {
            release(lease, handle);
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
        long deadline = System.nanoTime() + openTimeout.toNanos();
        while (true) {
            CachedHandle<K, S> cached = retained(lease, key, source);
            if (cached != null) {
                hits.increment();
                return cached;
            }
            CountDownLatch mine = new CountDownLatch(1);
            CountDownLatch other = openings.putIfAbsent(key, mine);
            if (other == null) {
                return opened(lease, key, source, mine);
            }
            awaitOpening(key, other, deadline);
        }
    }

    private CachedHandle<K, S> opened(Lease lease, K key, S source, CountDownLatch mine) {
        try {
            CachedHandle<K, S> cached = retained(lease, key, source);
            if (cached != null) {
                hits.increment();
                return cached;
            }
            misses.increment();
            CachedHandle<K, S> made =
                    new CachedHandle<>(
                            key,
                            tenantOf.apply(source),
                            source,
                            loader.load(lease, key, source),
                            lease.owner());
            made.retain();
            keep(lease, made);
            return made;
        } finally {
            openings.remove(key, mine);
            mine.countDown();
        }
    }

    /// Waits for another thread. One that takes too long is not waited for again: its call may
    /// never return.
    private void awaitOpening(K key, CountDownLatch other, long deadline) {
        try {
            if (other.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        openings.remove(key, other);
        throw new VaultException(
                Problem.SERVICE_UNAVAILABLE, "The HSM does not answer. Try again later.");
    }

    private @Nullable CachedHandle<K, S> retained(Lease lease, K key, S source) {
        CachedHandle<K, S> cached = handles.get(key);
        return cached != null
                        && cached.owner.isValid(lease.epoch())
                        && isFrom(cached, source)
                        && cached.retain()
                ? cached
                : null;
    }

    @SuppressWarnings("ReferenceEquality") // a shortcut; equal values are compared after it
    private boolean isFrom(CachedHandle<K, S> cached, S source) {
        if (cached.source() == source) {
            return true;
        }
        if (!cached.source().equals(source)) {
            return false;
        }
        cached.seen(source);
        return true;
    }

    private void keep(Lease lease, CachedHandle<K, S> made) {
        List<CachedHandle<K, S>> removed = new ArrayList<>(2);
        lock.lock();
        try {
            CachedHandle<K, S> old = handles.get(made.key);
            if (old != null) {
                remove(old, removed);
            }
            handles.put(made.key, made);
            order.add(made);
            while (order.size() > capacity) {
                remove(order.nextToEvict(lease.epoch()), removed);
                evictions.increment();
            }
        } finally {
            lock.unlock();
        }
        removed.forEach(handle -> release(lease, handle));
    }

    private void forget(Lease lease, CachedHandle<K, S> handle) {
        List<CachedHandle<K, S>> removed = new ArrayList<>(1);
        lock.lock();
        try {
            remove(handle, removed);
        } finally {
            lock.unlock();
        }
        removed.forEach(gone -> release(lease, gone));
    }

    /// Takes a handle out of the cache, once.
    private void remove(CachedHandle<K, S> handle, List<CachedHandle<K, S>> removed) {
        if (order.remove(handle)) {
            handles.remove(handle.key, handle);
            removed.add(handle);
        }
    }

    /// Ends a use; the last one destroys the object.
    private void release(Lease lease, CachedHandle<K, S> handle) {
        if (handle.release() && handle.owner.isValid(lease.epoch())) {
            lease.destroy(handle.value);
        }
    }
}
