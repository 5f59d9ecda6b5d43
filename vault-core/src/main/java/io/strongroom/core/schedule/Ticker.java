package io.strongroom.core.schedule;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Runs work again and again on a thread of its own, with a pause after each run, until it is
/// closed.
public final class Ticker implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Duration pause;
    private final Runnable work;
    private final Thread thread;
    private volatile boolean closed;

    /// @param name of the thread
    /// @param work must not throw
    public Ticker(String name, Duration pause, Runnable work) {
        this.pause = pause;
        this.work = work;
        thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            work.run();
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    /// Whether [#close] was called. Long work ends early then.
    public boolean isClosed() {
        return closed;
    }

    /// Begins no more runs, and waits for a running one for five seconds. It may never have been
    /// started.
    @Override
    public void close() {
        closed = true;
        if (thread.getState() == Thread.State.NEW) {
            return; // such a thread cannot be joined
        }
        LockSupport.unpark(thread);
        try {
            thread.join(STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
