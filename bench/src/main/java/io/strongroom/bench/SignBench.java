package io.strongroom.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Signatures end to end over TLS 1.3 with a token and a durable record for each, next to the HSM
/// alone, to the endpoint without the HSM call, and to the endpoint whose records are dropped.
final class SignBench {
    private static final Duration WARM_UP = Duration.ofSeconds(40);

    /// The faster one first: the code that both share is compiled sooner then.
    private static final String[] ALGORITHMS = {"ES256", "RS256"};

    /// One start of the HSM alone differs from another by a fifth.
    private static final int CEILING_STARTS = 3;

    private static final Map<String, String> KEYS =
            Map.of("RS256", "demo-sign", "ES256", "demo-ec");

    private final Duration duration;
    private final List<Integer> connections;
    private final Path home = Path.of("bench", "target", "installation").toAbsolutePath();
    private final Map<String, Double> ceilings = new LinkedHashMap<>();

    SignBench(Duration duration, List<Integer> connections) {
        this.duration = duration;
        this.connections = connections;
    }

    /// A measured point; CPU in microseconds for each operation.
    private record Point(Wrk.Run run, double service, double database, double load) {
        double sum() {
            return service + database + load;
        }
    }

    void run()
            throws IOException,
                    InterruptedException,
                    GeneralSecurityException,
                    URISyntaxException,
                    SQLException {
        System.out.printf(
                Locale.ROOT,
                "machine cores=%d load=%.2f jdk=%s%n",
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.version());
        makeInstallation();
        say("measuring the HSM alone");
        measureCeilings();
        Map<String, Point> whole = measure("product", "");
        measure("without-hsm", "-without-hsm");
        Map<String, Point> recordless = measure("without-record", "-without-record");
        whole.forEach((name, point) -> {
            Point without = recordless.get(name);
            if (without != null) {
                System.out.printf(
                        Locale.ROOT,
                        "%s durable-audit-cpu=%.1fus%n",
                        name,
                        point.service()
                                + point.database()
                                - without.service()
                                - without.database());
            }
        });
    }

    /// A new one for each run, so that none measures what an earlier one has left.
    private void makeInstallation()
            throws IOException,
                    InterruptedException,
                    GeneralSecurityException,
                    URISyntaxException,
                    SQLException {
        say("making a new installation");
        if (Files.exists(home)) {
            List<String> reset = new ArrayList<>(java());
            reset.addAll(List.of("-jar", developmentJar(), "reset", "--yes"));
            ProcessBuilder builder = new ProcessBuilder(reset);
            builder.environment().put("STRONGROOM_HOME", home.toString());
            output(builder);
        }
        try (Service service = start("product")) {
            service.database().fillLog();
        }
    }

    private void measureCeilings() throws IOException, InterruptedException, URISyntaxException {
        List<String> command = new ArrayList<>(java());
        command.addAll(
                List.of(
                        "-jar",
                        ownJar(),
                        "raw",
                        home.toString(),
                        Long.toString(duration.toSeconds())));
        for (int i = 0; i < CEILING_STARTS; i++) {
            String output = output(new ProcessBuilder(command));
            for (String algorithm : ALGORITHMS) {
                ceilings.merge(algorithm, rate(output, algorithm) / CEILING_STARTS, Double::sum);
            }
        }
        ceilings.forEach((algorithm, rate) ->
                System.out.printf(
                        Locale.ROOT, "%s-hsm-alone sessions=2 ops/s=%.0f%n", algorithm, rate));
    }

    private static double rate(String output, String algorithm) {
        return output.lines()
                .filter(line -> line.startsWith(algorithm + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(6)))
                .findFirst()
                .orElseThrow();
    }

    private static String output(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", builder.command()) + " failed");
        }
        return output;
    }

    private Map<String, Point> measure(String wiring, String suffix)
            throws IOException,
                    InterruptedException,
                    GeneralSecurityException,
                    URISyntaxException,
                    SQLException {
        Map<String, Point> points = new LinkedHashMap<>();
        try (Service service = start(wiring)) {
            String token = service.token();
            for (String algorithm : ALGORITHMS) {
                Wrk.Request request = request(service, algorithm, token);
                service.database().settle();
                say("warming up " + algorithm + suffix);
                Wrk.run(request, connections.getLast(), WARM_UP, home);
                for (int count : connections) {
                    Point point = measure(service, request, count);
                    print(algorithm, suffix, count, point);
                    points.put(algorithm + " connections=" + count, point);
                }
            }
        }
        return points;
    }

    private Point measure(Service service, Wrk.Request request, int count)
            throws IOException, InterruptedException {
        CpuMeter own = service.serviceCpu();
        CpuMeter database = service.databaseCpu();
        Wrk.Run run = Wrk.run(request, count, duration, home);
        if (run.failed() > 0) {
            throw new IllegalStateException(
                    run.failed()
                            + " of "
                            + run.requests()
                            + " requests failed; nothing was measured");
        }
        double each = 1e6 / run.requests();
        return new Point(
                run,
                own.secondsSince() * each,
                database.secondsSince() * each,
                run.cpuSeconds() * each);
    }

    private void print(String algorithm, String suffix, int count, Point point) {
        Wrk.Run run = point.run();
        System.out.printf(
                Locale.ROOT,
                "%s%s connections=%d ops/s=%.0f p50=%.2fms p99=%.2fms ratio=%.2f cpu/op service=%.1fus postgresql=%.1fus load=%.1fus sum=%.1fus%n",
                algorithm,
                suffix,
                count,
                run.rate(),
                run.p50Millis(),
                run.p99Millis(),
                run.rate() / ceilings.getOrDefault(algorithm, Double.NaN),
                point.service(),
                point.database(),
                point.load(),
                point.sum());
    }

    private Wrk.Request request(Service service, String algorithm, String token) {
        byte[] digest = new byte[32];
        for (int i = 0; i < digest.length; i++) {
            digest[i] = (byte) i;
        }
        return new Wrk.Request(
                "contoso-demo.vault.localhost",
                service.port(),
                "/keys/" + KEYS.get(algorithm) + "//sign?api-version=2025-07-01",
                token,
                "{\"alg\":\"%s\",\"value\":\"%s\"}"
                        .formatted(
                                algorithm,
                                Base64.getUrlEncoder().withoutPadding().encodeToString(digest)));
    }

    private Service start(String wiring)
            throws IOException, InterruptedException, GeneralSecurityException, URISyntaxException {
        List<String> command = new ArrayList<>(java());
        command.add("-jar");
        if (wiring.equals("product")) {
            command.add(developmentJar());
        } else {
            command.addAll(List.of(ownJar(), "serve", wiring));
        }
        return Service.start(home, freePort(), command);
    }

    private static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String options = System.getenv("STRONGROOM_JAVA_OPTIONS");
        if (options != null && !options.isBlank()) {
            command.addAll(List.of(options.strip().split("\\s+", -1)));
        }
        return command;
    }

    private static String ownJar() throws URISyntaxException, IOException {
        return jar("bench");
    }

    private static String developmentJar() throws IOException {
        return jar("vault-dev");
    }

    private static String jar(String module) throws IOException {
        try (var files = Files.list(Path.of(module, "target"))) {
            return files.filter(p -> p.getFileName().toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(module + " is not built"))
                    .toString();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void say(String progress) {
        System.err.println("… " + progress);
    }
}
