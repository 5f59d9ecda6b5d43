package io.strongroom.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A service that runs as a process of its own.
final class MeasuredService implements AutoCloseable {
    /// The host of the demo vault.
    static final String VAULT = "contoso-demo.vault.localhost";

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Pattern ACCESS_TOKEN =
            Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");

    static {
        // the host of a vault, whose name need not be known to the resolver
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }

    private final Process process;
    private final Path home;
    private final int port;
    private final HttpClient http;

    private MeasuredService(Process process, Path home, int port, HttpClient http) {
        this.process = process;
        this.home = home;
        this.port = port;
        this.http = http;
    }

    /// Starts it by a command line that may be of any commit's jar, and waits until it is ready.
    /// Settings of the service in our environment do not reach it: the home has all that it uses.
    ///
    /// @param home folder of the installation; the service creates it if it is missing
    static MeasuredService start(Path home, int port, List<String> command)
            throws IOException, InterruptedException, GeneralSecurityException {
        Files.createDirectories(home.getParent());
        Path log = home.resolveSibling(home.getFileName() + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("STRONGROOM_"));
        builder.environment().put("STRONGROOM_HOME", home.toString());
        builder.environment().put("STRONGROOM_PORT", Integer.toString(port));
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            if (Files.exists(home.resolve("ca.pem"))) {
                HttpClient http =
                        HttpClient.newBuilder()
                                .sslContext(trusting(home.resolve("ca.pem")))
                                .build();
                if (ready(http, port)) {
                    return new MeasuredService(process, home, port, http);
                }
            }
            Thread.sleep(100); // another process tells its state only when asked
        }
        process.destroy();
        throw new IllegalStateException("the service did not become ready; see " + log);
    }

    private static boolean ready(HttpClient http, int port) throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            "https://localhost:"
                                                                    + port
                                                                    + "/health/ready"))
                                            .timeout(Duration.ofSeconds(2))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static SSLContext trusting(Path pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(pem)) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /// Gets a token for the data plane.
    ///
    /// @param role of CONTOSO's demo principals, such as `APP`
    String token(String role) throws IOException, InterruptedException {
        Map<String, String> env = env();
        String form =
                Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                get(env, "CONTOSO_" + role + "_CLIENT_ID"),
                                "client_secret",
                                get(env, "CONTOSO_" + role + "_CLIENT_SECRET"),
                                "scope",
                                get(env, "STRONGROOM_RESOURCE") + "/.default")
                        .entrySet()
                        .stream()
                        .map(e ->
                                e.getKey()
                                        + "="
                                        + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                get(env, "AZURE_AUTHORITY_HOST")
                                                        + "/"
                                                        + get(env, "CONTOSO_TENANT_ID")
                                                        + "/oauth2/v2.0/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        Matcher matcher = ACCESS_TOKEN.matcher(answer.body());
        if (!matcher.find()) {
            throw new IllegalStateException("no token: status " + answer.statusCode());
        }
        return matcher.group(1);
    }

    private Map<String, String> env() throws IOException {
        return Files.readAllLines(home.resolve("env")).stream()
                .filter(line -> line.contains("=") && !line.startsWith("#"))
                .collect(
                        Collectors.toMap(
                                line -> line.substring(0, line.indexOf('=')),
                                line -> line.substring(line.indexOf('=') + 1)));
    }

    private static String get(Map<String, String> env, String name) {
        String value = env.get(name);
        if (value == null) {
            throw new IllegalStateException("the file env has no " + name);
        }
        return value;
    }

    /// Sends a request to the demo vault.
    ///
    /// @return the body of the answer
    /// @throws IllegalStateException if it is no success
    String call(String method, String path, String token, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                                .header("Host", VAULT + ":" + port)
                                .header("Content-Type", "application/json")
                                .header("Authorization", "Bearer " + token)
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    "%s %s: status %d".formatted(method, path, answer.statusCode()));
        }
        return answer.body();
    }

    int port() {
        return port;
    }

    /// The folder of its installation.
    Path home() {
        return home;
    }

    MeasuredDatabase database() throws IOException {
        return new MeasuredDatabase(Files.readString(home.resolve("database").resolve("url")));
    }

    /// The processes of the service itself.
    CpuMeter serviceCpu() {
        return CpuMeter.of(process.pid());
    }

    /// The processes of its PostgreSQL.
    CpuMeter databaseCpu() throws IOException {
        List<Path> files = new ArrayList<>();
        try (var paths = Files.walk(home, 4)) {
            paths.filter(p -> p.endsWith("postmaster.pid")).forEach(files::add);
        }
        return CpuMeter.ofTree(Long.parseLong(Files.readAllLines(files.getFirst()).getFirst()));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
