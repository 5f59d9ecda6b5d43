package io.strongroom.api.listener;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;

/// The timeouts of one connection. Tomcat reads heads without blocking and bodies with blocking
/// reads; from that and from the answers it follows which part of a request the client is sending.
/// A read without bytes is a part of a TLS record. Guarded by Tomcat's lock of the connection.
final class RequestClock {
    private enum Part {
        NOTHING,
        IDLE,
        HEAD,
        BODY,
        ANSWER
    }

    private final RequestTimeouts timeouts;
    private final LongSupplier nanos;
    private final Runnable timedOut;
    private Part part = Part.NOTHING;
    private long begun;

    /// @param nanos a monotonic clock
    /// @param timedOut runs when the client has taken too long
    RequestClock(RequestTimeouts timeouts, LongSupplier nanos, Runnable timedOut) {
        this.timeouts = timeouts;
        this.nanos = nanos;
        this.timedOut = timedOut;
    }

    /// A read without blocking has returned.
    ///
    /// @throws SocketTimeoutException if the client has taken too long
    void afterHeadRead(int bytes) throws SocketTimeoutException {
        boolean arrived = bytes > 0;
        switch (part) {
            case NOTHING -> begin(Part.HEAD);
            case BODY, ANSWER -> begin(arrived ? Part.HEAD : Part.IDLE);
            case IDLE -> {
                if (arrived) {
                    begin(Part.HEAD);
                }
            }
            case HEAD -> {}
        }
        requireInTime(part == Part.HEAD ? timeouts.head() : timeouts.idle());
    }

    /// A blocking read is about to begin.
    ///
    /// @throws SocketTimeoutException if the client has taken too long
    void beforeBodyRead() throws SocketTimeoutException {
        if (part != Part.BODY) {
            begin(Part.BODY);
        }
        requireInTime(timeouts.body());
    }

    /// Bytes of an answer were sent.
    void answered() {
        part = Part.ANSWER;
    }

    private void begin(Part next) {
        part = next;
        begun = nanos.getAsLong();
    }

    private void requireInTime(Duration timeout) throws SocketTimeoutException {
        if (nanos.getAsLong() - begun > timeout.toNanos()) {
            timedOut.run();
            throw new SocketTimeoutException("the client takes too long");
        }
    }
}
