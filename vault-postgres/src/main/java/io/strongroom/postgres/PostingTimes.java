package io.strongroom.postgres;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.LongConsumer;

/// Times of records, in microseconds since 1970, as a posting holds them: the earliest in eight
/// bytes, then the distance of each to the one before, seven bits in a byte, the low ones first,
/// the highest bit set where another byte follows.
final class PostingTimes {
    private static final int LOW_BITS = 0x7f;
    private static final int MORE = 0x80;
    private static final int BITS = 7;

    private long[] times = new long[4];
    private int size;

    void add(long time) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
        }
        times[size++] = time;
    }

    /// At least one time must have been added.
    byte[] encoded() {
        Arrays.sort(times, 0, size);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Long.BYTES + 2 * size);
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(times[0]).array());
        for (int i = 1; i < size; i++) {
            if (times[i] != times[i - 1]) {
                write(times[i] - times[i - 1], bytes);
            }
        }
        return bytes.toByteArray();
    }

    private static void write(long distance, ByteArrayOutputStream bytes) {
        long rest = distance;
        while (rest > LOW_BITS) {
            bytes.write((int) (rest & LOW_BITS) | MORE);
            rest >>>= BITS;
        }
        bytes.write((int) rest);
    }

    /// Gives the times, the earliest first.
    static void decode(byte[] encoded, LongConsumer times) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        long time = bytes.getLong();
        times.accept(time);
        while (bytes.hasRemaining()) {
            time += distance(bytes);
            times.accept(time);
        }
    }

    private static long distance(ByteBuffer bytes) {
        long distance = 0;
        int shift = 0;
        while (true) {
            byte part = bytes.get();
            distance |= (long) (part & LOW_BITS) << shift;
            if (part >= 0) {
                return distance;
            }
            shift += BITS;
        }
    }

    long earliest() {
        return Arrays.stream(times, 0, size).min().orElseThrow();
    }

    long latest() {
        return Arrays.stream(times, 0, size).max().orElseThrow();
    }
}
