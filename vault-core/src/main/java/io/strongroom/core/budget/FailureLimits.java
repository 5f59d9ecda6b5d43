package io.strongroom.core.budget;

/// How many decryptions with a key may fail.
///
/// @param perMinute with all algorithms, in any 60 seconds, on each node
/// @param perDay with one algorithm, in a day of UTC, on all nodes together
public record FailureLimits(int perMinute, int perDay) {
    /// Far fewer than the best known attacks need.
    public static final FailureLimits DEFAULTS = new FailureLimits(20, 1000);

    private static final int MOST = 1_000_000;

    public FailureLimits {
        if (perMinute < 1 || perMinute > MOST || perDay < 1 || perDay > MOST) {
            throw new IllegalArgumentException(
                    "limits of %d failures a minute and %d a day".formatted(perMinute, perDay));
        }
    }
}
