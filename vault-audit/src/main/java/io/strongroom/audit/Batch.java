package io.strongroom.audit;

import java.security.MessageDigest;
import java.util.List;

/// Events linked to the end of a chain, ready to be stored. Whether they are stored decides where
/// the chain ends.
///
/// @param begin end of the chain before
/// @param end end of the chain when they are stored
/// @param hashes of their records
record Batch(List<Pending> events, Tail begin, Tail end, byte[][] hashes) {

    static Batch link(List<Pending> events, Tail begin, MessageDigest sha256) {
        byte[][] hashes = new byte[events.size()][];
        byte[] previous = begin.hash();
        for (int i = 0; i < hashes.length; i++) {
            byte[] record = events.get(i).record();
            RecordEncoding.link(record, begin.sequence() + 1 + i, previous);
            previous = sha256.digest(record);
            hashes[i] = previous;
        }
        return new Batch(
                events, begin, new Tail(begin.sequence() + hashes.length, previous), hashes);
    }
}
