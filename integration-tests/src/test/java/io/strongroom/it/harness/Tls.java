package io.strongroom.it.harness;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.HexFormat;
import javax.net.ssl.SSLSocket;

/// Speaks one version of TLS.
public final class Tls {
    /// Alert `protocol_version` (RFC 8446 §6).
    public static final int PROTOCOL_VERSION = 70;

    private static final int ALERT = 21;

    private Tls() {}

    /// Shakes hands.
    ///
    /// @param protocol the only version that is offered
    /// @return the version agreed on
    public static String handshake(Installation installation, String protocol) throws IOException {
        URI url = URI.create(installation.url());
        try (SSLSocket socket =
                (SSLSocket)
                        Trust.context(installation.ca())
                                .getSocketFactory()
                                .createSocket(url.getHost(), url.getPort())) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    /// Offers an old version, byte by byte, because the JDK would not.
    ///
    /// @param minor 1 for TLS 1.0, 2 for TLS 1.1
    /// @return the alert that the server answers, -1 when it goes on
    public static int alertTo(Installation installation, int minor) throws IOException {
        URI url = URI.create(installation.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(clientHello(minor));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int type = in.readUnsignedByte();
            in.skipNBytes(5); // version, length, level
            return type == ALERT ? in.readUnsignedByte() : -1;
        }
    }

    /// RFC 4346 §7.4.1.2, with suites of that time and the extensions that they need.
    private static byte[] clientHello(int minor) {
        String suites = "c009" + "c00a" + "c013" + "c014" + "002f" + "0035";
        String extensions = "000a0004" + "00020017" + "000b0002" + "0100";
        String body =
                "030%d".formatted(minor)
                        + "ab".repeat(32)
                        + "00"
                        + length(suites, 4)
                        + suites
                        + "0100"
                        + length(extensions, 4)
                        + extensions;
        String handshake = "01" + length(body, 6) + body;
        return HexFormat.of().parseHex("160301" + length(handshake, 4) + handshake);
    }

    private static String length(String hex, int digits) {
        return ("%0" + digits + "x").formatted(hex.length() / 2);
    }
}
