package io.strongroom.it.campaign;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.strongroom.it.harness.Answer;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Raw;
import io.strongroom.it.harness.Site;
import io.strongroom.it.harness.TlsClient;
import io.strongroom.it.harness.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Clients that send the head of a request a byte at a time, on more connections than there are.
public final class SlowHeads {
    /// Within this time a slow client is cut and another client gets an answer.
    public static final Duration LIMIT = Duration.ofSeconds(20);

    private static final Duration BETWEEN_BYTES = Duration.ofSeconds(4);
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(1);
    private static final int PER_ADDRESS = 400;
    private static final int HANDSHAKES = 64;

    private final Node node;
    private final String host;
    private final TlsClient tls;
    private final Semaphore handshakes = new Semaphore(HANDSHAKES);
    private final AtomicBoolean dripping = new AtomicBoolean(true);
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final Queue<Duration> lifetimes = new ConcurrentLinkedQueue<>();
    private final List<Duration> probes = new ArrayList<>();
    private int unanswered;

    public SlowHeads(Site site) {
        node = site.first().node();
        host = "localhost";
        tls = new TlsClient(node.installation());
    }

    /// Keeps this many connections busy for a while, and asks for health over new connections and
    /// over the management port meanwhile.
    public Finding run(int connections, Duration time) {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            String from = "127.0.1." + (1 + i / PER_ADDRESS);
            clients.add(Thread.ofVirtual().start(() -> dripUntilStopped(from)));
        }
        Waiting.until(
                "the first slow connections",
                Duration.ofMinutes(2),
                () -> held.get() >= connections / 2);
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            probe(node.installation().url());
            probe(node.managementUrl());
            Waiting.pause(BETWEEN_PROBES);
        }
        dripping.set(false);
        clients.forEach(SlowHeads::join);
        return finding(connections);
    }

    private void dripUntilStopped(String from) {
        while (dripping.get()) {
            try (Socket socket = connect(from)) {
                held.incrementAndGet();
                lifetimes.add(drip(socket));
            } catch (IOException e) {
                refused.incrementAndGet();
                Waiting.pause(BETWEEN_PROBES);
            }
        }
    }

    private Socket connect(String from) throws IOException {
        handshakes.acquireUninterruptibly();
        try {
            return tls.connect(from, host, BETWEEN_BYTES);
        } finally {
            handshakes.release();
        }
    }

    /// @return how long it took until the connection was cut
    private static Duration drip(Socket socket) throws IOException {
        long begun = System.nanoTime();
        socket.getOutputStream()
                .write("GET / HTTP/1.1\r\nHost: localhost\r\nX: ".getBytes(US_ASCII));
        boolean open = true;
        while (open && System.nanoTime() - begun < 2 * LIMIT.toNanos()) {
            open = isOpen(socket);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /// Waits for the time between two bytes, and sends one.
    private static boolean isOpen(Socket socket) {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException open) {
            return isSent(socket);
        } catch (IOException cut) {
            return false;
        }
    }

    private static boolean isSent(Socket socket) {
        try {
            socket.getOutputStream().write('a');
            return true;
        } catch (IOException cut) {
            return false;
        }
    }

    private void probe(String url) {
        long begun = System.nanoTime();
        try (Raw fresh = new Raw(node.installation().ca())) {
            Answer answer = fresh.send("GET", url + "/health/ready", null, null);
            unanswered += answer.status() == 200 ? 0 : 1;
        } catch (UncheckedIOException e) {
            unanswered++;
        }
        probes.add(Duration.ofNanos(System.nanoTime() - begun));
    }

    private Finding finding(int connections) {
        long late = lifetimes.stream().filter(SlowHeads::isLate).count();
        long slow = probes.stream().filter(SlowHeads::isLate).count();
        return new Finding(
                "heads that come byte by byte",
                held.get(),
                connections,
                late + slow + unanswered,
                Map.of(
                        "cut-late",
                        late,
                        "slowest-cut-ms",
                        slowest(lifetimes),
                        "probes",
                        (long) probes.size(),
                        "unanswered",
                        (long) unanswered,
                        "slowest-probe-ms",
                        slowest(probes),
                        "not-connected",
                        (long) refused.get()));
    }

    private static boolean isLate(Duration time) {
        return time.compareTo(LIMIT) > 0;
    }

    private static long slowest(Iterable<Duration> times) {
        long slowest = 0;
        for (Duration time : times) {
            slowest = Math.max(slowest, time.toMillis());
        }
        return slowest;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
