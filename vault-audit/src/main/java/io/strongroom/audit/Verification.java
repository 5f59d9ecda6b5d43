package io.strongroom.audit;

import org.jspecify.annotations.Nullable;

/// What a [ChainVerifier] found.
///
/// @param records that were verified
/// @param lastSequence of the last record that was verified, 0 when none was
/// @param breach null when the chain is intact
public record Verification(String node, long records, long lastSequence, @Nullable Breach breach) {

    /// Where a chain breaks.
    ///
    /// @param sequence of the row that is not what it must be
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
