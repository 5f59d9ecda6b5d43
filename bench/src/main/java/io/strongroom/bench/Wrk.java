package io.strongroom.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The load generator of the system's packages.
final class Wrk {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
    private static final Pattern PERCENTILE = Pattern.compile("\\s(50|99)%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern FAILED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
    private static final Pattern SOCKET =
            Pattern.compile(
                    "Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");

    private Wrk() {}

    /// What a run came to.
    ///
    /// @param failed answers that were no success, and broken connections
    /// @param cpuSeconds of the load generator
    record Run(
            double rate,
            long requests,
            double p50Millis,
            double p99Millis,
            long failed,
            double cpuSeconds) {}

    /// A request that is sent again and again over kept-alive TLS connections.
    ///
    /// @param path where it has a `%d`, each request has a number
    /// @param numbers which numbers
    /// @param body empty for none
    record Request(
            String host,
            int port,
            String method,
            String path,
            Numbers numbers,
            String token,
            String body) {}

    static Run run(Request request, int connections, Duration duration, Path scratch)
            throws IOException, InterruptedException {
        Path script = Files.createTempFile(scratch, "request", ".lua");
        Files.writeString(
                script,
                """
                wrk.method = "%s"
                wrk.body = %s
                wrk.headers["Host"] = "%s:%d"
                wrk.headers["Content-Type"] = "application/json"
                wrk.headers["Authorization"] = "Bearer %s"
                %s
                """
                        .formatted(
                                request.method(),
                                request.body().isEmpty() ? "nil" : "'" + request.body() + "'",
                                request.host(),
                                request.port(),
                                request.token(),
                                request.numbers().script(request.path())));
        List<String> command =
                List.of(
                        "wrk",
                        "--latency",
                        "-t",
                        connections == 1 ? "1" : "2",
                        "-c",
                        Integer.toString(connections),
                        "-d",
                        duration.toSeconds() + "s",
                        "--timeout",
                        "10s",
                        "-s",
                        script.toString(),
                        "https://localhost:"
                                + request.port()
                                + request.numbers().first(request.path()));
        CpuMeter children = CpuMeter.ofReapedChildren();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("wrk failed:\n" + output);
        }
        Files.delete(script);
        return parsed(output, children.secondsSince());
    }

    private static Run parsed(String output, double cpuSeconds) {
        Matcher socket = SOCKET.matcher(output);
        long broken = 0;
        if (socket.find()) {
            for (int group = 1; group <= 4; group++) {
                broken += Long.parseLong(socket.group(group));
            }
        }
        Matcher refused = FAILED.matcher(output);
        return new Run(
                Double.parseDouble(first(RATE, output)),
                Long.parseLong(first(REQUESTS, output)),
                percentile(output, "50"),
                percentile(output, "99"),
                broken + (refused.find() ? Long.parseLong(refused.group(1)) : 0),
                cpuSeconds);
    }

    private static String first(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IllegalStateException("wrk said something else:\n" + output);
        }
        return matcher.group(1);
    }

    private static double percentile(String output, String wanted) {
        Matcher matcher = PERCENTILE.matcher(output);
        while (matcher.find()) {
            if (matcher.group(1).equals(wanted)) {
                double value = Double.parseDouble(matcher.group(2));
                return switch (matcher.group(3)) {
                    case "us" -> value / 1000;
                    case "ms" -> value;
                    default -> value * 1000;
                };
            }
        }
        throw new IllegalStateException("wrk said nothing of " + wanted + " %:\n" + output);
    }
}
