package io.strongroom.audit;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/// Counts the records that are about to be submitted, by when they were announced. A record that
/// has not come after about a tenth of a second is no longer expected, because whatever holds it up
/// would hold up the commits of all others. Lock-free; nothing is kept for each record.
final class Expectations {
    private static final int SLOTS = 8;
    private static final int TICK_BITS = 24; // 2^24 ns: 16.8 ms
    private static final int COUNT_BITS = 20;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

    private final LongSupplier nanoTime;

    /// The count of each of the last ticks, in the lower bits, and above them which tick it is.
    private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

    Expectations(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// Announces a record.
    ///
    /// @return the tick, for [#end]
    long begin() {
        long tick = tick();
        slots.updateAndGet(slot(tick), now -> oneMore(now, tick));
        return tick;
    }

    private static long oneMore(long slot, long tick) {
        if (tickOf(slot) < tick) {
            return tick << COUNT_BITS | 1;
        }
        return tickOf(slot) == tick ? slot + 1 : slot; // a newer tick took the place
    }

    void end(long tick) {
        slots.updateAndGet(slot(tick), now -> tickOf(now) == tick ? now - 1 : now);
    }

    /// Number of records that were announced in the last [#SLOTS] ticks and have not come.
    int count() {
        long newest = tick();
        int count = 0;
        for (int i = 0; i < SLOTS; i++) {
            long slot = slots.get(i);
            boolean recent = newest - tickOf(slot) < SLOTS;
            count += recent ? (int) (slot & COUNT_MASK) : 0;
        }
        return count;
    }

    private long tick() {
        return nanoTime.getAsLong() >>> TICK_BITS;
    }

    private static int slot(long tick) {
        return (int) (tick % SLOTS);
    }

    private static long tickOf(long slot) {
        return slot >>> COUNT_BITS;
    }
}
