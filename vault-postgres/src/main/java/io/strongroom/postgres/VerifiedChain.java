package io.strongroom.postgres;

import java.time.Instant;
import java.util.Arrays;

/// How far the chain of a node was verified.
///
/// @param newest the newest record that was verified
/// @param again the last record of the pass that verifies the chain again from its start
/// @param since when that pass began
record VerifiedChain(String node, Place newest, Place again, Instant since) {

    /// A record that was verified.
    ///
    /// @param sequence 0 before the first record
    record Place(long sequence, byte[] hash) {
        private static final int HASH_LENGTH = 32;
        static final Place START = new Place(0, new byte[HASH_LENGTH]);

        boolean is(Place other) {
            return sequence == other.sequence && Arrays.equals(hash, other.hash);
        }
    }

    static VerifiedChain unverified(String node, Instant now) {
        return new VerifiedChain(node, Place.START, Place.START, now);
    }

    VerifiedChain withNewest(Place place) {
        return new VerifiedChain(node, place, again, since);
    }

    VerifiedChain withAgain(Place place) {
        return new VerifiedChain(node, newest, place, since);
    }

    /// The same chain at the start of the next pass.
    VerifiedChain nextPass(Instant now) {
        return new VerifiedChain(node, newest, Place.START, now);
    }

    /// Whether the pass has reached the newest record.
    boolean isPassDone() {
        return again.sequence() >= newest.sequence();
    }
}
