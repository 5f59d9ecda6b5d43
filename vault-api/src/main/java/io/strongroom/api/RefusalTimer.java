package io.strongroom.api;

import io.strongroom.core.operation.AnonymousRefusals;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends a period of [AnonymousRefusals] each second, on a thread of its own.
final class RefusalTimer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalTimer.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(5);
    private final AnonymousRefusals refusals;
    private final Thread thread;
    private volatile boolean closed;

    RefusalTimer(AnonymousRefusals refusals) {
        this.refusals = refusals;
        thread = Thread.ofPlatform().daemon().name("refusals").start(this::run);
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(PERIOD.toNanos());
            flush();
        }
    }

    private void flush() {
        try {
            refusals.flush();
        } catch (RuntimeException e) {
            LOG.error("refusals that were counted could not be recorded", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
