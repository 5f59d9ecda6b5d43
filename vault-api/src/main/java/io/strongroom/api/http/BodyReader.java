package io.strongroom.api.http;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/// Reads a body within a limit of time: a client that sends it byte by byte would otherwise keep
/// the request's thread for as long as it likes.
final class BodyReader {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CHUNK = 8192;
    private final LongSupplier nanos;

    /// @param nanos a monotonic clock
    BodyReader(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// Reads a body of known length.
    ///
    /// @return shorter when the body is
    /// @throws VaultException 408 when it takes too long
    byte[] read(InputStream in, int length) throws IOException {
        byte[] body = new byte[length];
        int read = fill(in, body, nanos.getAsLong());
        return read == length ? body : Arrays.copyOf(body, read);
    }

    /// Reads a body of unknown length.
    ///
    /// @param most bytes, then reading ends
    /// @throws VaultException 408 when it takes too long
    byte[] readAtMost(InputStream in, int most) throws IOException {
        long begun = nanos.getAsLong();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (body.size() < most) {
            byte[] chunk = new byte[Math.min(CHUNK, most - body.size())];
            int read = fill(in, chunk, begun);
            body.write(chunk, 0, read);
            if (read < chunk.length) {
                break;
            }
        }
        return body.toByteArray();
    }

    /// @return bytes read; less than there is room for only at the end of the body
    private int fill(InputStream in, byte[] room, long begun) throws IOException {
        int filled = 0;
        while (filled < room.length) {
            int read = in.read(room, filled, room.length - filled);
            if (read < 0) {
                return filled;
            }
            filled += read;
            if (filled < room.length && nanos.getAsLong() - begun > PATIENCE.toNanos()) {
                throw new VaultException(
                        Problem.REQUEST_TIMEOUT, "The request body did not come in time.");
            }
        }
        return filled;
    }
}
