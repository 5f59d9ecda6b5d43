package io.strongroom.it.campaign;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Compares times as dudect does (Reparaz, Balasch and Verbauwhede 2017): Welch's t of two classes,
/// after the slowest measurements, which are noise, were cropped.
final class Timing {
    private static final double KEPT = 0.9;
    private final Map<String, List<Long>> times = new HashMap<>();

    synchronized void add(String kind, long nanos) {
        times.computeIfAbsent(kind, _ -> new ArrayList<>()).add(nanos);
    }

    /// The largest |t| of a kind against all others.
    synchronized double worst() {
        long crop = crop();
        double worst = 0;
        for (String kind : times.keySet()) {
            worst =
                    Math.max(
                            worst,
                            Math.abs(t(moments(crop, kind, true), moments(crop, kind, false))));
        }
        return worst;
    }

    private long crop() {
        long[] all =
                times.values().stream().flatMap(List::stream).mapToLong(n -> n).sorted().toArray();
        return all[(int) ((all.length - 1) * KEPT)];
    }

    private Moments moments(long crop, String kind, boolean own) {
        Moments moments = new Moments();
        times.forEach((other, nanos) -> {
            if (other.equals(kind) == own) {
                nanos.stream().filter(n -> n <= crop).forEach(moments::add);
            }
        });
        return moments;
    }

    private static double t(Moments a, Moments b) {
        return (a.mean - b.mean) / Math.sqrt(a.variance() / a.count + b.variance() / b.count);
    }

    /// Mean and variance, one value at a time (Welford 1962).
    private static final class Moments {
        private long count;
        private double mean;
        private double squares;

        void add(double value) {
            count++;
            double before = value - mean;
            mean += before / count;
            squares += before * (value - mean);
        }

        double variance() {
            return squares / (count - 1);
        }
    }
}
