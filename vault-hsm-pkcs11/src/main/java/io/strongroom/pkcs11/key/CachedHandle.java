package io.strongroom.pkcs11.key;

import io.strongroom.core.identity.TenantId;
import io.strongroom.pkcs11.session.OwnerSession;
import java.util.concurrent.atomic.AtomicInteger;

/// A handle of a session object, its number of users, and the source it was unwrapped from.
///
/// @param <K> identifies the key
/// @param <S> what the key is unwrapped from
final class CachedHandle<K, S> {
    final K key;
    final TenantId tenant;
    final long value;
    final OwnerSession owner;

    /// The cache counts as a user until it removes the handle; at zero the object is destroyed.
    private final AtomicInteger users = new AtomicInteger(1);

    /// The instance that was seen last, so that the next look at it is a comparison of pointers.
    private volatile S source;

    private volatile boolean used = true;

    CachedHandle(K key, TenantId tenant, S source, long value, OwnerSession owner) {
        this.key = key;
        this.tenant = tenant;
        this.source = source;
        this.value = value;
        this.owner = owner;
    }

    S source() {
        return source;
    }

    void seen(S instance) {
        source = instance;
    }

    /// Becomes a user, unless the object is gone.
    boolean retain() {
        while (true) {
            int count = users.get();
            if (count == 0) {
                return false;
            }
            if (users.compareAndSet(count, count + 1)) {
                if (!used) {
                    used = true;
                }
                return true;
            }
        }
    }

    /// Stops being a user.
    ///
    /// @return whether that was the last user, so that the object must be destroyed
    boolean release() {
        return users.decrementAndGet() == 0;
    }

    /// Whether the handle was used since the last call of this method.
    boolean wasUsed() {
        boolean was = used;
        used = false;
        return was;
    }
}
