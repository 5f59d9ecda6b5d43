package io.strongroom.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// What a load on a service came to.
///
/// @param rate operations a second
/// @param service microseconds of CPU for each operation, as are the next two
/// @param load of the load generator
record Measurement(
        double rate,
        double p50Millis,
        double p99Millis,
        double service,
        double database,
        double load) {

    /// The median of each number.
    static Measurement median(List<Measurement> all) {
        return new Measurement(
                median(all, Measurement::rate),
                median(all, Measurement::p50Millis),
                median(all, Measurement::p99Millis),
                median(all, Measurement::service),
                median(all, Measurement::database),
                median(all, Measurement::load));
    }

    private static double median(List<Measurement> all, ToDoubleFunction<Measurement> number) {
        return Median.of(all.stream().mapToDouble(number).toArray());
    }

    /// The numbers as every benchmark prints them behind the name of a point.
    ///
    /// @param ceiling operations a second that were possible at most
    String line(double ceiling) {
        return line(String.format(Locale.ROOT, " ratio=%.2f", rate / ceiling));
    }

    /// The same where no ceiling is known.
    String line() {
        return line("");
    }

    private String line(String ratio) {
        return String.format(
                Locale.ROOT,
                "ops/s=%.0f p50=%.2fms p99=%.2fms%s"
                        + " cpu/op service=%.1fus postgresql=%.1fus load=%.1fus sum=%.1fus",
                rate,
                p50Millis,
                p99Millis,
                ratio,
                service,
                database,
                load,
                service + database + load);
    }
}
