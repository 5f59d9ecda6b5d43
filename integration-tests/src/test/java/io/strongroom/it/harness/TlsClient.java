package io.strongroom.it.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Connections over which anything can be sent, from any address of this host.
public final class TlsClient {
    private static final int CONNECT_MILLIS = 20_000;
    private final SSLSocketFactory sockets;
    private final int port;

    public TlsClient(Installation installation) {
        sockets = Trust.context(installation.ca()).getSocketFactory();
        port = URI.create(installation.url()).getPort();
    }

    /// Connects and shakes hands.
    ///
    /// @param from the local address, such as `127.0.0.2`
    /// @param host to which the request will be
    /// @param patience for each read
    public SSLSocket connect(String from, String host, Duration patience) throws IOException {
        Socket plain = new Socket();
        try {
            plain.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            plain.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            plain.setTcpNoDelay(true);
            plain.setSoTimeout((int) patience.toMillis());
            SSLSocket secure = (SSLSocket) sockets.createSocket(plain, host, port, true);
            secure.startHandshake();
            return secure;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }
}
