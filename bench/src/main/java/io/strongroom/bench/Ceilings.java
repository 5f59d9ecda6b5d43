package io.strongroom.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// The rates of the HSM alone, which the service cannot exceed.
final class Ceilings {
    /// One start of the HSM alone differs from another by a fifth.
    private static final int STARTS = 3;

    private final Map<Algorithm, Double> rates = new EnumMap<>(Algorithm.class);

    private Ceilings() {}

    /// Measures the HSM of an installation whose service is stopped, and prints what it measured.
    ///
    /// @param duration of one measurement
    static Ceilings measure(
            MeasuredInstallation installation, Collection<Algorithm> algorithms, Duration duration)
            throws IOException, InterruptedException {
        Progress.say("measuring the HSM alone");
        Ceilings ceilings = new Ceilings();
        for (int i = 0; i < STARTS; i++) {
            String output =
                    Program.output(
                            new ProcessBuilder(
                                    Application.raw(installation.home(), duration.toSeconds())));
            for (Algorithm algorithm : algorithms) {
                ceilings.rates.merge(algorithm, rate(output, algorithm) / STARTS, Double::sum);
            }
        }
        ceilings.rates.forEach((algorithm, rate) ->
                System.out.printf(
                        Locale.ROOT, "%s-hsm-alone sessions=2 ops/s=%.0f%n", algorithm, rate));
        return ceilings;
    }

    private static double rate(String output, Algorithm algorithm) {
        return output.lines()
                .filter(line -> line.startsWith(algorithm + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(6)))
                .findFirst()
                .orElseThrow();
    }

    /// Operations a second.
    double of(Algorithm algorithm) {
        return rates.getOrDefault(algorithm, Double.NaN);
    }
}
