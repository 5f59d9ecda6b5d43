package io.strongroom.api;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.strongroom.core.event.DeliveryObserver;
import io.strongroom.core.event.KeyEvent;
import io.strongroom.core.event.UndeliveredException;
import io.strongroom.core.identity.TenantId;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts deliveries of events by this node, `strongroom.event.deliveries` by their result, and
/// logs those that fail or are given up.
final class DeliveryMeters implements DeliveryObserver, MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryMeters.class);

    private final LongAdder delivered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder givenUp = new LongAdder();

    @Override
    public void bindTo(MeterRegistry meters) {
        counter(meters, "delivered", delivered);
        counter(meters, "failed", failed);
        counter(meters, "given-up", givenUp);
    }

    private static void counter(MeterRegistry meters, String result, LongAdder count) {
        FunctionCounter.builder("strongroom.event.deliveries", count, LongAdder::doubleValue)
                .tag("result", result)
                .register(meters);
    }

    @Override
    public void delivered(KeyEvent event) {
        delivered.increment();
    }

    @Override
    public void failed(KeyEvent event, UndeliveredException failure, Instant next) {
        failed.increment();
        Throwable cause = failure.getCause();
        LOG.warn(
                "event {} was not delivered to the webhook of tenant {}: {}{}; next attempt at {}",
                event.id(),
                event.key().vault().tenant(),
                failure.getMessage(),
                cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")",
                next);
    }

    @Override
    public void gaveUp(TenantId tenant, int events) {
        givenUp.add(events);
        LOG.error(
                "{} events of tenant {} were given up: its webhook did not take them",
                events,
                tenant);
    }
}
