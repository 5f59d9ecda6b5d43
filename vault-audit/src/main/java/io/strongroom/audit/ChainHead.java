package io.strongroom.audit;

import java.util.Arrays;
import java.util.List;

/// The last record of a chain, which the next one continues.
///
/// @param sequence 0 for a chain without records
/// @param hash of the last record
record ChainHead(long sequence, byte[] hash) {
    static final ChainHead EMPTY = new ChainHead(0, RecordEncoding.NO_HASH);

    /// The head of a chain that ends with these records.
    static ChainHead of(List<ChainRecord> last) {
        return last.isEmpty()
                ? EMPTY
                : new ChainHead(last.getLast().sequence(), last.getLast().hash());
    }

    boolean is(ChainHead other) {
        return sequence == other.sequence && Arrays.equals(hash, other.hash);
    }
}
