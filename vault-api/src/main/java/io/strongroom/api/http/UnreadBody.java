package io.strongroom.api.http;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/// Makes sure that a response reaches a client that is still sending its body. Tomcat closes a
/// connection with an unread body, and the kernel then resets it: a client that writes gets an
/// error and may never see the response.
public final class UnreadBody {
    /// Most bytes that are discarded. Larger than any body that is accepted.
    static final int MAX_BYTES = 8 * 1024 * 1024;

    /// Longest time for all of them but the last read, which the connector limits.
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final int CHUNK = 8192;

    private UnreadBody() {}

    /// Discards what is left of the body of a request, within limits. To be called before the
    /// response is written, because Tomcat reads nothing after that. Does nothing if the body was
    /// read to its end.
    ///
    /// Beyond a limit the response announces that the connection is closed (RFC 9112 §9.6): a
    /// client would otherwise send its next request on it. To a client that stops sending Tomcat
    /// answers 408 after its own timeout, and nothing else can be answered then.
    public static void discard(HttpServletRequest request, HttpServletResponse response) {
        discard(request, response, System::nanoTime);
    }

    /// Discards as [#discard(HttpServletRequest, HttpServletResponse)] does, unless the request was
    /// refused because its body was not received in time.
    public static void discard(
            HttpServletRequest request, HttpServletResponse response, VaultException refusal) {
        if (refusal.problem() == Problem.REQUEST_TIMEOUT) {
            response.setHeader("Connection", "close");
        } else {
            discard(request, response);
        }
    }

    static void discard(
            HttpServletRequest request, HttpServletResponse response, LongSupplier nanos) {
        if (!isDiscarded(request, nanos)) {
            response.setHeader("Connection", "close");
        }
    }

    private static boolean isDiscarded(HttpServletRequest request, LongSupplier nanos) {
        try {
            ServletInputStream body = request.getInputStream();
            if (!body.isFinished()) {
                discard(body, nanos);
            }
            return body.isFinished();
        } catch (IOException e) {
            return false; // the client is gone, has stopped sending, or sends nonsense
        }
    }

    private static void discard(ServletInputStream body, LongSupplier nanos) throws IOException {
        long begun = nanos.getAsLong();
        byte[] chunk = new byte[CHUNK];
        int discarded = 0;
        try {
            while (discarded < MAX_BYTES && nanos.getAsLong() - begun < TIMEOUT.toNanos()) {
                int read = body.read(chunk);
                if (read < 0) {
                    return;
                }
                discarded += read;
            }
        } finally {
            Arrays.fill(chunk, (byte) 0); // a refused body may hold a secret
        }
    }
}
