package io.strongroom.api;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.strongroom.postgres.StateSweep;

/// Metrics of the sweep of sealed state by this node.
final class StateMeters implements MeterBinder {
    private final StateSweep sweep;
    private final StateHealth health;

    StateMeters(StateSweep sweep, StateHealth health) {
        this.sweep = sweep;
        this.health = health;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        FunctionCounter.builder("strongroom.state.swept", sweep, StateSweep::rows)
                .description("Sealed rows that were read by the sweep")
                .register(meters);
        FunctionCounter.builder("strongroom.state.passes", sweep, StateSweep::passes)
                .description("Passes of the sweep over all rows")
                .register(meters);
        FunctionCounter.builder("strongroom.state.found", sweep, StateSweep::found)
                .description("Findings that were reported")
                .register(meters);
        Gauge.builder("strongroom.state.findings", health, StateHealth::findings)
                .description("Findings at the moment, of all nodes")
                .register(meters);
    }
}
