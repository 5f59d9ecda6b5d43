package io.strongroom.audit;

import java.util.Arrays;

/// The end of a chain.
///
/// @param sequence 0 for a chain without records
record Tail(long sequence, byte[] hash) {
    static final Tail NONE = new Tail(0, RecordEncoding.NO_HASH);

    boolean is(Tail other) {
        return sequence == other.sequence && Arrays.equals(hash, other.hash);
    }
}
