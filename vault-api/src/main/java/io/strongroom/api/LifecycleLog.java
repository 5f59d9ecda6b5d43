package io.strongroom.api;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs one line when the service is ready, and one when it has stopped in order. It is closed
/// after the log of operations and the HSM.
final class LifecycleLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("start");
    private final String node;
    private boolean ready;

    LifecycleLog(String node) {
        this.node = node;
    }

    /// @param port of the listener
    void ready(ServiceFacts facts, int port) {
        ready = true;
        LOG.info(facts.ready(port));
    }

    @Override
    public void close() {
        if (ready) {
            LOG.info("Strongroom node {} has stopped", node);
        }
    }
}
