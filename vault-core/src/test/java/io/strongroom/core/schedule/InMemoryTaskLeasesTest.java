package io.strongroom.core.schedule;

import io.strongroom.core.Samples;
import io.strongroom.core.SettableClock;
import java.time.Duration;

final class InMemoryTaskLeasesTest extends TaskLeasesContract {
    private final SettableClock clock = new SettableClock(Samples.NOW);
    private final InMemoryTaskLeases leases = new InMemoryTaskLeases(clock);

    @Override
    protected TaskLeases leases() {
        return leases;
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }
}
