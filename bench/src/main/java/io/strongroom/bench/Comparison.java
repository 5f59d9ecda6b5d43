package io.strongroom.bench;

import java.util.List;
import java.util.Locale;

/// The measurements of two services that took turns.
///
/// @param rounds at least one
record Comparison(List<Round> rounds) {
    /// How often the interval must hold the true ratio.
    private static final double CONFIDENCE = 0.95;

    Comparison {
        rounds = List.copyOf(rounds);
    }

    /// Two measurements, one right after the other.
    ///
    /// @param here of the one service
    /// @param there of the other
    record Round(Measurement here, Measurement there) {
        double ratio() {
            return here.rate() / there.rate();
        }
    }

    /// The medians of the one.
    Measurement here() {
        return Measurement.median(rounds.stream().map(Round::here).toList());
    }

    /// The medians of the other.
    Measurement there() {
        return Measurement.median(rounds.stream().map(Round::there).toList());
    }

    /// The numbers as the benchmark prints them: the one's median rate divided by the other's, the
    /// lowest and the highest ratio of a round, and the interval that holds the median of all such
    /// ratios with a probability of 95 %. Fewer than six rounds have no such interval.
    String line() {
        double[] sorted = rounds.stream().mapToDouble(Round::ratio).sorted().toArray();
        int outside = outside(sorted.length);
        return String.format(
                Locale.ROOT,
                "ratio=%.3f spread=%s interval95=%s rounds=%d",
                here().rate() / there().rate(),
                range(sorted, 0),
                outside < 0 ? "none" : range(sorted, outside),
                sorted.length);
    }

    private static String range(double[] sorted, int outside) {
        return String.format(
                Locale.ROOT, "%.3f..%.3f", sorted[outside], sorted[sorted.length - 1 - outside]);
    }

    /// How many of the sorted ratios may be left out at each end. The true median is below the k-th
    /// of n with the probability that at most k − 1 of n tosses of a coin show heads (Conover,
    /// Practical Nonparametric Statistics, §3.2). This asks nothing of how the ratios are
    /// distributed.
    ///
    /// @param n how many ratios there are
    /// @return -1 when even all of them are too few
    static int outside(int n) {
        double allowed = (1 - CONFIDENCE) / 2;
        double probability = Math.pow(0.5, n);
        double sum = 0;
        int k = -1;
        while (sum + probability <= allowed) {
            sum += probability;
            k++;
            probability = probability * (n - k) / (k + 1);
        }
        return k;
    }
}
