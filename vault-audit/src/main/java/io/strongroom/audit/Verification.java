package io.strongroom.audit;

import org.jspecify.annotations.Nullable;

/// The result of a [ChainVerifier].
///
/// @param records number of verified records
/// @param lastSequence sequence of the last verified record, 0 if no record was verified
/// @param breach null if the chain is intact
public record Verification(String node, long records, long lastSequence, @Nullable Breach breach) {

    /// Where a chain breaks.
    ///
    /// @param sequence of the first wrong row
    /// @param reason what is wrong with it
    public record Breach(long sequence, String reason) {}

    public boolean intact() {
        return breach == null;
    }

    @Override
    public String toString() {
        String verified = "chain of node \"" + node + "\": " + records + " records intact";
        return breach == null
                ? verified
                : verified + ", then broken at sequence " + breach.sequence + ": " + breach.reason;
    }
}
