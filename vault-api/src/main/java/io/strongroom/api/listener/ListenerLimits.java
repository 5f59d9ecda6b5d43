package io.strongroom.api.listener;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.strongroom.api.listener.Places.Limit;
import io.strongroom.api.listener.Places.Place;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// What clients may take of a listener, and metrics of what was refused.
public final class ListenerLimits implements MeterBinder {
    private final Places places;
    private final RequestTimeouts timeouts;
    private final LongAdder timedOut = new LongAdder();

    public ListenerLimits(ConnectionSettings settings) {
        this(settings, RequestTimeouts.DEFAULT);
    }

    ListenerLimits(ConnectionSettings settings, RequestTimeouts timeouts) {
        places = new Places(settings);
        this.timeouts = timeouts;
    }

    /// The default timeouts, and any number of connections for each address.
    static ListenerLimits none() {
        return new ListenerLimits(
                new ConnectionSettings(Integer.MAX_VALUE, Integer.MAX_VALUE, List.of()));
    }

    Optional<Place> take(InetAddress address) {
        return places.take(address);
    }

    RequestClock clock() {
        return new RequestClock(timeouts, System::nanoTime, timedOut::increment);
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (Limit limit : Limit.values()) {
            FunctionCounter.builder("strongroom.connections.refused", places, p -> p.refused(limit))
                    .tag("limit", limit.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
        FunctionCounter.builder("strongroom.connections.timed.out", timedOut, LongAdder::sum)
                .register(meters);
    }
}
