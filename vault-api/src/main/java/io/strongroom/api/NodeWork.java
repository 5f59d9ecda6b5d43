package io.strongroom.api;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.schedule.Ticker;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work that each node does by itself again and again, on a thread of its own. Work that one node
/// does for all is a [io.strongroom.core.schedule.Task].
final class NodeWork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeWork.class);

    private final String name;
    private final Runnable work;
    private final Ticker ticker;

    /// @param name of the thread, which is in the log if the work fails
    /// @param pause after each run
    NodeWork(String name, Duration pause, Runnable work) {
        this.name = name;
        this.work = work;
        ticker = new Ticker(name, pause, this::run);
    }

    /// Begins now.
    NodeWork started() {
        ticker.start();
        return this;
    }

    private void run() {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (!isOutage(e)) {
                LOG.error("{} failed", name, e);
            }
        }
    }

    /// Whether the database does not answer, which its pool reports once and not for each work.
    static boolean isOutage(RuntimeException failure) {
        return failure instanceof VaultException refusal
                && refusal.problem() == Problem.SERVICE_UNAVAILABLE;
    }

    @Override
    public void close() {
        ticker.close();
    }
}
