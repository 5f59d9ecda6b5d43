package io.strongroom.it.campaign;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import io.strongroom.it.harness.Load;
import io.strongroom.it.harness.Load.Attempt;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Person;
import io.strongroom.it.harness.Site;
import io.strongroom.it.harness.TlsClient;
import io.strongroom.it.harness.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Ten thousand requests a second without a token, beside a caller that signs.
public final class TokenFlood {
    /// Most that the log may grow, in bytes a second.
    public static final long GROWTH = 20_000;

    /// The log's table with its indexes, and all that was written to the write-ahead log.
    private static final String LOG = "SELECT pg_total_relation_size('strongroom.audit_event')";

    private static final String WAL =
            "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint";

    private static final int CONNECTIONS = 16;
    private static final int PIPELINED = 16;
    private static final int RATE = 10_000;
    private static final long PERIOD_NANOS = 1_000_000_000L * CONNECTIONS * PIPELINED / RATE;
    private static final Duration RECORDED = Duration.ofSeconds(10);
    private static final String DIGEST = "A".repeat(43);

    private final Site site;
    private final Node node;
    private final Person signer;
    private final String vault = Names.fresh("flooded");
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong strange = new AtomicLong();

    public TokenFlood(Site site) {
        this.site = site;
        node = site.first().node();
        signer = node.admin();
        signer.createVault(vault, Map.of()).ok();
        signer.createEcKey(vault, "key");
    }

    /// What a flood writes, each second.
    ///
    /// @param log bytes that the log's table and its indexes grow by
    /// @param wal bytes of the write-ahead log, those of other work included
    private record Growth(long requests, long log, long wal) {}

    /// Signs without the flood and with it, and measures what the flood alone writes.
    ///
    /// @param time of each of these
    public Finding run(Duration time) {
        flooded(() -> sign(time)); // warms up
        long quiet = p99(sign(time));
        List<Attempt> signed = flooded(() -> sign(time));
        Growth growth = flooded(() -> growth(time));
        return finding(quiet, signed, growth, uncounted());
    }

    private Finding finding(long quiet, List<Attempt> signed, Growth growth, long uncounted) {
        long failed = signed.stream().filter(a -> !a.acknowledged()).count();
        long slower = p99(signed) > 2 * quiet ? 1 : 0;
        long large = growth.log() > GROWTH ? 1 : 0;
        return new Finding(
                "flood without tokens",
                answered.get(),
                RATE,
                failed + strange.get() + uncounted + slower + large,
                Map.of(
                        "requests-per-second", growth.requests(),
                        "log-bytes-per-second", growth.log(),
                        "wal-bytes-per-second", growth.wal(),
                        "p99-quiet-us", quiet,
                        "p99-flooded-us", p99(signed),
                        "signatures-failed", failed,
                        "strange", strange.get(),
                        "not-in-a-count", uncounted));
    }

    private Growth growth(Duration time) {
        long log = bytes(LOG);
        long wal = bytes(WAL);
        long requests = answered.get();
        Waiting.pause(time);
        long seconds = time.toSeconds();
        return new Growth(
                (answered.get() - requests) / seconds,
                (bytes(LOG) - log) / seconds,
                (bytes(WAL) - wal) / seconds);
    }

    private <T> T flooded(Supplier<T> meanwhile) {
        AtomicBoolean flooding = new AtomicBoolean(true);
        List<Thread> flood = start(flooding);
        try {
            return meanwhile.get();
        } finally {
            flooding.set(false);
            flood.forEach(TokenFlood::join);
        }
    }

    private List<Attempt> sign(Duration time) {
        Load load = Load.start(1, _ -> () -> signer.sign(vault, "key", "ES256", DIGEST));
        Waiting.pause(time);
        return load.stop();
    }

    private static long p99(List<Attempt> attempts) {
        long[] micros =
                attempts.stream().mapToLong(a -> (a.ended() - a.begun()) / 1000).sorted().toArray();
        return micros[(int) (micros.length * 0.99)];
    }

    private List<Thread> start(AtomicBoolean flooding) {
        TlsClient tls = new TlsClient(node.installation());
        String host = URI.create(node.installation().vault(vault)).getHost();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            threads.add(Thread.ofPlatform().start(() -> flood(tls, host, flooding)));
        }
        return threads;
    }

    /// Sends some requests at once and reads their answers, in each period.
    private void flood(TlsClient tls, String host, AtomicBoolean flooding) {
        String authority = URI.create(node.installation().vault(vault)).getAuthority();
        byte[] requests =
                "GET /keys?api-version=7.6 HTTP/1.1\r\nHost: %s\r\n\r\n"
                        .formatted(authority)
                        .repeat(PIPELINED)
                        .getBytes(US_ASCII);
        try (Socket socket = tls.connect("127.0.0.1", host, Duration.ofSeconds(20))) {
            Answers answers = new Answers(socket.getInputStream());
            for (long next = System.nanoTime(); flooding.get(); next += PERIOD_NANOS) {
                LockSupport.parkNanos(next - System.nanoTime());
                socket.getOutputStream().write(requests);
                for (int i = 0; i < PIPELINED; i++) {
                    boolean expected = answers.next().startsWith("HTTP/1.1 401");
                    (expected ? answered : strange).incrementAndGet();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Refused requests that are in no record's count.
    private long uncounted() {
        long expected = answered.get();
        try {
            Waiting.until("records of all requests", RECORDED, () -> counted() == expected);
        } catch (AssertionError e) {
            return Math.abs(expected - counted());
        }
        return 0;
    }

    private long counted() {
        long requests = 0;
        for (JsonNode event :
                node.officer().events(Map.of("vault", vault, "result", "Challenge"))) {
            requests += event.path("properties").path("count").asLong(1);
        }
        return requests;
    }

    private long bytes(String query) {
        try (Connection connection = site.database().superuser();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
