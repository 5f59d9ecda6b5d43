package io.strongroom.it.search;

/// Bytes in which to search, and where they look like chance. Most of a heap does not, and costs
/// next to nothing.
public final class Sample {
    private static final int WINDOW = 16;
    private final byte[] bytes;
    private final boolean[] random;

    private Sample(byte[] bytes) {
        this.bytes = bytes;
        this.random = new boolean[Math.max(0, bytes.length - WINDOW + 1)];
    }

    public static Sample of(byte[] bytes) {
        Sample sample = new Sample(bytes);
        sample.measure();
        return sample;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return bytes.length;
    }

    /// Whether the 16 bytes from here look like chance: neither text nor small numbers nor padding.
    /// Random bytes do but for one case in millions.
    boolean isRandom(int at) {
        return random[at];
    }

    private void measure() {
        int high = 0;
        int zero = 0;
        int same = 0;
        for (int i = 0; i < bytes.length; i++) {
            high += high(i);
            zero += zero(i);
            same += same(i);
            int start = i - WINDOW + 1;
            if (start < 0) {
                continue;
            }
            random[start] = high > 0 && high < WINDOW && zero < 5 && same < 6;
            high -= high(start);
            zero -= zero(start);
            same -= same(start);
        }
    }

    private int high(int at) {
        return bytes[at] < 0 ? 1 : 0;
    }

    private int zero(int at) {
        return bytes[at] == 0 ? 1 : 0;
    }

    private int same(int at) {
        return at > 0 && bytes[at] == bytes[at - 1] ? 1 : 0;
    }
}
