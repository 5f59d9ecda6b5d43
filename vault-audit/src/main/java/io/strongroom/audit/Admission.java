package io.strongroom.audit;

/// Whether new operations may begin. Closed while the store is lost, and while a commit hangs.
final class Admission {
    private static final long NOTHING = 0;
    private final long hangNanos;
    private volatile boolean open;
    private volatile long committingSince;

    Admission(long hangNanos) {
        this.hangNanos = hangNanos;
    }

    boolean isOpen() {
        return open && !isHanging();
    }

    void open() {
        open = true;
    }

    void close() {
        open = false;
    }

    /// The writer calls the store.
    void begin() {
        committingSince = System.nanoTime() | 1; // never NOTHING
    }

    /// The store returned.
    void end() {
        committingSince = NOTHING;
    }

    boolean isHanging() {
        long since = committingSince;
        return since != NOTHING && System.nanoTime() - since > hangNanos;
    }
}
