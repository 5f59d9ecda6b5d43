package io.strongroom.api.data;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// HTTP byte by byte: sends exactly the target and the headers given, as no client library does.
final class Wire {
    /// Small, so that a client that sends a large body waits for the server to read it.
    private static final int SEND_BUFFER = 8192;

    private final int port;

    Wire(int port) {
        this.port = port;
    }

    /// What came back.
    record Answer(int status, List<String> headers, String body) {
        /// The value of a header, empty when it is absent.
        Optional<String> header(String name) {
            return headers.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }
    }

    Answer send(String method, String target, List<String> headers, byte[] body) {
        List<String> lines = new ArrayList<>();
        lines.add(method + " " + target + " HTTP/1.1");
        lines.addAll(headers);
        lines.add("Connection: close");
        if (body.length > 0 || method.equals("POST") || method.equals("PATCH")) {
            lines.add("Content-Length: " + body.length);
        }
        return exchange(lines, body);
    }

    /// Sends these lines, then these bytes, whatever they are.
    Answer exchange(List<String> lines, byte[] body) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSendBufferSize(SEND_BUFFER);
            send(socket, lines, body);
            return answer(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Sends a request and reads its answer. Then sends another one on the same connection, unless
    /// the answer said that the server closes it.
    ///
    /// @return the last answer
    Answer twice(List<String> lines, byte[] body, List<String> next) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            send(socket, lines, body);
            Answer first = one(socket);
            if (first.header("Connection").isPresent()) {
                return first;
            }
            send(socket, next, new byte[0]);
            return one(socket);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(Socket socket, List<String> lines, byte[] body) throws IOException {
        String head = String.join("\r\n", lines) + "\r\n\r\n";
        OutputStream out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }

    /// Reads one answer, which has a length.
    private static Answer one(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new AssertionError("the connection ended after <" + head + ">");
            }
            head.append((char) next);
        }
        Answer empty = answer(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        int length = Integer.parseInt(empty.header("Content-Length").orElse("0"));
        String body =
                new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
        return new Answer(empty.status(), empty.headers(), body);
    }

    private static Answer answer(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        List<String> head = List.of(text.substring(0, end).split("\r\n", -1));
        int status = Integer.parseInt(head.getFirst().substring(9, 12));
        return new Answer(status, head.subList(1, head.size()), text.substring(end + 4));
    }
}
