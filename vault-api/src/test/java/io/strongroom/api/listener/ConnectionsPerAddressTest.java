package io.strongroom.api.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections from `127.0.0.1` and its neighbours, which a Linux host all has.
class ConnectionsPerAddressTest {
    private static final int CONNECTIONS = 5;
    private static final int HANDSHAKES = 3;
    private final ListenerLimits limits =
            new ListenerLimits(
                    new ConnectionSettings(CONNECTIONS, HANDSHAKES, List.of("127.0.0.3")));
    private final List<Socket> open = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // set before each test
    private BoundedTomcat tomcat;

    @BeforeEach
    void start(@TempDir Path folder) throws LifecycleException {
        tomcat = new BoundedTomcat(folder, limits);
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : open) {
            socket.close();
        }
        tomcat.close();
    }

    @Test
    void the_connection_after_the_last_is_closed_at_once() throws IOException {
        for (int i = 0; i < CONNECTIONS; i++) {
            assertThat(serves(connect("127.0.0.1"))).isTrue();
        }

        assertThat(serves(connect("127.0.0.1"))).isFalse();
        assertThat(refused("connections")).isEqualTo(1);
    }

    @Test
    void another_address_still_gets_in() throws IOException {
        for (int i = 0; i < 2 * CONNECTIONS; i++) {
            serves(connect("127.0.0.1"));
        }

        assertThat(serves(connect("127.0.0.2"))).isTrue();
        assertThat(refused("connections")).isEqualTo(CONNECTIONS);
    }

    @Test
    void a_connection_that_ended_makes_room_for_another() throws IOException {
        for (int i = 0; i < 4 * CONNECTIONS; i++) {
            try (Socket socket = connect("127.0.0.1")) {
                assertThat(exchange(socket, "Connection: close\r\n")).contains("200");
            }
        }
    }

    @Test
    void connections_that_send_nothing_count_as_handshakes() throws IOException {
        for (int i = 0; i < HANDSHAKES; i++) {
            connect("127.0.0.1");
        }

        assertThat(serves(connect("127.0.0.1"))).isFalse();
        assertThat(refused("handshakes")).isEqualTo(1);
        assertThat(serves(connect("127.0.0.2"))).isTrue();
    }

    @Test
    void an_address_may_be_exempt() throws IOException {
        for (int i = 0; i < 3 * CONNECTIONS; i++) {
            assertThat(serves(connect("127.0.0.3"))).isTrue();
        }
    }

    private Socket connect(String from) throws IOException {
        Socket socket =
                new Socket(
                        InetAddress.getLoopbackAddress(),
                        tomcat.port(),
                        InetAddress.ofLiteral(from),
                        0);
        socket.setSoTimeout(5_000);
        open.add(socket);
        return socket;
    }

    private static boolean serves(Socket socket) {
        try {
            return exchange(socket, "").contains("200");
        } catch (SocketException e) {
            return false; // closed by the server
        } catch (IOException e) {
            throw new AssertionError("neither served nor closed", e);
        }
    }

    private static String exchange(Socket socket, String header) throws IOException {
        String request = "GET / HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n";
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        StringBuilder text = new StringBuilder();
        while (text.indexOf("]") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                return text.toString();
            }
            text.append((char) next);
        }
        return text.toString();
    }

    private double refused(String limit) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        limits.bindTo(meters);
        return meters.get("strongroom.connections.refused")
                .tag("limit", limit)
                .functionCounter()
                .count();
    }
}
