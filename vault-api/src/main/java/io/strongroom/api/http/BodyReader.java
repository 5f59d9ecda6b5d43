package io.strongroom.api.http;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/// Reads a body within a timeout: a client that sends it byte by byte could otherwise occupy the
/// request's thread without limit. A body may be secret: only the returned array has a copy of it.
final class BodyReader {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int CHUNK = 8192;
    private final LongSupplier nanos;

    /// @param nanos a monotonic clock
    BodyReader(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// Reads a body of known length.
    ///
    /// @return shorter when the body is
    /// @throws VaultException `REQUEST_TIMEOUT`
    byte[] read(InputStream in, int length) throws IOException {
        byte[] body = new byte[length];
        return resized(body, fill(in, body, 0, nanos.getAsLong()));
    }

    /// Reads a body of unknown length.
    ///
    /// @param most bytes, then reading ends
    /// @throws VaultException `REQUEST_TIMEOUT`
    byte[] readAtMost(InputStream in, int most) throws IOException {
        long begun = nanos.getAsLong();
        byte[] body = new byte[Math.min(CHUNK, most)];
        int length = fill(in, body, 0, begun);
        while (length == body.length && length < most) {
            body = resized(body, Math.min(2 * length, most));
            length = fill(in, body, length, begun);
        }
        return resized(body, length);
    }

    /// Fills an array from a position on; it is wiped if that fails.
    ///
    /// @return where the bytes end; before the end of the array only at the end of the body
    private int fill(InputStream in, byte[] room, int from, long begun) throws IOException {
        try {
            int filled = from;
            while (filled < room.length) {
                int read = in.read(room, filled, room.length - filled);
                if (read < 0) {
                    return filled;
                }
                filled += read;
                if (filled < room.length) {
                    requireInTime(begun);
                }
            }
            return filled;
        } catch (IOException | RuntimeException e) {
            Arrays.fill(room, (byte) 0);
            throw e;
        }
    }

    private void requireInTime(long begun) {
        if (nanos.getAsLong() - begun > TIMEOUT.toNanos()) {
            throw timedOut();
        }
    }

    static VaultException timedOut() {
        return new VaultException(
                Problem.REQUEST_TIMEOUT, "The request body was not received in time.");
    }

    /// The first bytes of an array in one of another length; the old one is wiped.
    private static byte[] resized(byte[] bytes, int length) {
        if (length == bytes.length) {
            return bytes;
        }
        byte[] result = Arrays.copyOf(bytes, length);
        Arrays.fill(bytes, (byte) 0);
        return result;
    }
}
