package io.strongroom.it.campaign;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/// The answers on a connection, one after the other.
final class Answers {
    private static final String LENGTH = "content-length:";
    private final BufferedInputStream in;

    Answers(InputStream in) {
        this.in = new BufferedInputStream(in, 32 * 1024);
    }

    /// Reads an answer with a length.
    ///
    /// @return its status line
    String next() throws IOException {
        String status = line();
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
        }
        in.skipNBytes(length);
        return status;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            line.write(next);
        }
        return line.toString(US_ASCII).strip();
    }
}
