package io.strongroom.bench;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Signatures end to end over TLS 1.3 with a token and a durable record for each, next to the HSM
/// alone, to the endpoint without the HSM call, and to the endpoint whose records are dropped.
final class SignBench {
    private final Duration duration;
    private final Points points;

    SignBench(Duration duration, Points points) {
        this.duration = duration;
        this.points = points;
    }

    void run() throws IOException, InterruptedException, GeneralSecurityException, SQLException {
        Progress.printMachine();
        Progress.say("making a new installation");
        MeasuredInstallation installation = MeasuredInstallation.make("sign", Application.here());
        Ceilings ceilings = Ceilings.measure(installation, points.algorithms(), duration);
        Map<Point, Measurement> whole;
        try (MeasuredService service = installation.start()) {
            whole = measure(service, "", ceilings);
        }
        try (MeasuredService service = installation.start(Application.wired("without-hsm"))) {
            measure(service, "-without-hsm", ceilings);
        }
        try (MeasuredService service = installation.start(Application.wired("without-record"))) {
            Map<Point, Measurement> recordless = measure(service, "-without-record", ceilings);
            whole.forEach((point, with) -> printRecordCost(point, with, recordless.get(point)));
        }
    }

    private Map<Point, Measurement> measure(
            MeasuredService service, String suffix, Ceilings ceilings)
            throws IOException, InterruptedException, SQLException {
        Map<Point, Measurement> measured = new LinkedHashMap<>();
        for (Algorithm algorithm : points.algorithms()) {
            service.database().settle();
            Progress.say("warming up " + algorithm + suffix);
            Load.warmUp(service, points.largest(algorithm));
            for (Point point : points.of(algorithm)) {
                Measurement measurement = Load.measure(service, point, duration);
                System.out.println(
                        point.line(suffix) + " " + measurement.line(ceilings.of(algorithm)));
                measured.put(point, measurement);
            }
        }
        return measured;
    }

    private static void printRecordCost(
            Point point, Measurement with, @Nullable Measurement without) {
        if (without != null) {
            System.out.printf(
                    Locale.ROOT,
                    "%s durable-audit-cpu=%.1fus%n",
                    point,
                    with.service() + with.database() - without.service() - without.database());
        }
    }
}
