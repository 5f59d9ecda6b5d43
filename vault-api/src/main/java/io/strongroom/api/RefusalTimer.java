package io.strongroom.api;

import io.strongroom.core.operation.AnonymousRefusals;
import io.strongroom.core.schedule.Ticker;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends a period of [AnonymousRefusals] each second, on a thread of its own.
final class RefusalTimer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalTimer.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private final AnonymousRefusals refusals;
    private final Ticker ticker = new Ticker("refusals", PERIOD, this::flush);

    RefusalTimer(AnonymousRefusals refusals) {
        this.refusals = refusals;
        ticker.start();
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
        ticker.close();
    }
}
