package io.strongroom.api.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients whose requests come byte by byte. Tomcat alone would wait for them without end, because
/// the time between two bytes is short.
class SlowRequestsTest {
    private static final Duration TIMEOUT = Duration.ofMillis(600);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final String CHUNKED =
            "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final ListenerLimits LIMITS =
            BoundedTomcat.within(new RequestTimeouts(TIMEOUT, TIMEOUT, Duration.ofSeconds(5)));

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static BoundedTomcat tomcat;

    @BeforeAll
    static void start(@TempDir Path folder) throws LifecycleException {
        tomcat = new BoundedTomcat(folder, LIMITS);
    }

    @AfterAll
    static void stop() throws LifecycleException {
        tomcat.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /|a",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: a|a",
                "GET / HTTP/1.1\r\nHost: localhost\r\n|X: a\r\n",
                "|\r\n",
                "GET|\t"
            })
    void a_head_that_drips_is_cut(String head) throws Exception {
        double before = timedOut();

        assertThat(drip(head)).doesNotContain("200");
        assertThat(timedOut()).isEqualTo(before + 1);
    }

    @Test
    void a_head_that_drips_on_a_connection_that_was_used_is_cut() throws Exception {
        String used = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

        assertThat(drip(used + "GET /|a")).containsOnlyOnce("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CHUNKED + "1;x=|y",
                CHUNKED + "0\r\nX: a|a",
                CHUNKED + "0\r\n|X: a\r\n",
                CHUNKED + "|1\r\na\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000\r\n\r\n|a"
            })
    void a_body_that_drips_is_answered_408(String request) throws Exception {
        assertThat(drip(request)).startsWith("HTTP/1.1 408");
    }

    @Test
    void a_slow_request_in_time_is_served_and_so_is_the_next() throws Exception {
        try (Socket socket = connect()) {
            for (int i = 0; i < 3; i++) {
                slowly(
                        socket,
                        "POST /x HTTP/1.1\r\n",
                        "Host: localhost\r\n",
                        "Content-Length: 3\r\n\r\n");
                slowly(socket, "a", "b", "c");
                assertThat(readTo(socket, "]")).contains("200", "[3]");
            }
        }
    }

    @Test
    void an_idle_connection_is_kept_for_longer_than_a_head_may_take() throws Exception {
        try (Socket socket = connect()) {
            slowly(socket, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(readTo(socket, "]")).contains("200");
            pause(TIMEOUT.multipliedBy(2));

            slowly(socket, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(readTo(socket, "]")).contains("200");
        }
    }

    /// Sends what is before the bar at once and what is after it again and again, byte by byte,
    /// until the connection ends.
    ///
    /// @return what came back
    private static String drip(String request) throws IOException {
        int bar = request.indexOf('|');
        try (Socket socket = connect()) {
            send(socket, request.substring(0, bar));
            byte[] rest = request.substring(bar + 1).getBytes(US_ASCII);
            Thread dripping = Thread.ofVirtual().start(() -> dripUntilClosed(socket, rest));
            String answer = readAll(socket);
            dripping.interrupt();
            return answer;
        }
    }

    private static void dripUntilClosed(Socket socket, byte[] bytes) {
        for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
            try {
                socket.getOutputStream().write(bytes[i % bytes.length]);
            } catch (IOException closed) {
                return;
            }
            pause(PAUSE);
        }
    }

    private static void slowly(Socket socket, String... parts) throws IOException {
        for (String part : parts) {
            send(socket, part);
            pause(PAUSE);
        }
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos()); // the time itself is wanted
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    /// Reads until the server closes the connection.
    ///
    /// @throws java.net.SocketTimeoutException if it does not
    private static String readAll(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                text.append((char) next);
            }
        } catch (SocketException e) {
            return text.toString(); // closed before all bytes were read
        }
        return text.toString();
    }

    private static String readTo(Socket socket, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new AssertionError("the connection ended after " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), tomcat.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private static double timedOut() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        LIMITS.bindTo(meters);
        return meters.get("strongroom.connections.timed.out").functionCounter().count();
    }
}
