package io.strongroom.bench;

import java.io.IOException;
import java.time.Duration;

/// Requests to sign, one after the other on each connection.
final class Load {
    private static final Duration WARM_UP = Duration.ofSeconds(40);

    private Load() {}

    /// Puts load on a new service until its code is compiled.
    static void warmUp(MeasuredService service, Point point)
            throws IOException, InterruptedException {
        warmUp(service, request(service, point.algorithm()), point.connections(), WARM_UP);
    }

    /// The same with any request.
    static void warmUp(
            MeasuredService service, Wrk.Request request, int connections, Duration duration)
            throws IOException, InterruptedException {
        Wrk.run(request, connections, duration, service.home());
    }

    /// Puts load on a service and measures.
    ///
    /// @throws IllegalStateException when a request failed
    static Measurement measure(MeasuredService service, Point point, Duration duration)
            throws IOException, InterruptedException {
        return measure(service, request(service, point.algorithm()), point.connections(), duration);
    }

    /// The same with any request.
    static Measurement measure(
            MeasuredService service, Wrk.Request request, int connections, Duration duration)
            throws IOException, InterruptedException {
        CpuMeter own = service.serviceCpu();
        CpuMeter database = service.databaseCpu();
        Wrk.Run run = Wrk.run(request, connections, duration, service.home());
        if (run.failed() > 0) {
            throw new IllegalStateException(
                    run.failed()
                            + " of "
                            + run.requests()
                            + " requests failed; nothing was measured");
        }
        double each = 1e6 / run.requests();
        return new Measurement(
                run.rate(),
                run.p50Millis(),
                run.p99Millis(),
                own.secondsSince() * each,
                database.secondsSince() * each,
                run.cpuSeconds() * each);
    }

    private static Wrk.Request request(MeasuredService service, Algorithm algorithm)
            throws IOException, InterruptedException {
        byte[] digest = new byte[32];
        for (int i = 0; i < digest.length; i++) {
            digest[i] = (byte) i;
        }
        return new Wrk.Request(
                MeasuredService.VAULT,
                service.port(),
                "POST",
                "/keys/" + algorithm.key() + "//sign?api-version=2025-07-01",
                new Numbers.None(),
                service.token("APP"),
                "{\"alg\":\"%s\",\"value\":\"%s\"}"
                        .formatted(algorithm, BenchKeys.base64url(digest)));
    }
}
