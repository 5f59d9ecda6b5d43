package io.strongroom.core.budget;

import io.strongroom.core.InMemoryStore;
import io.strongroom.core.Samples;
import io.strongroom.core.SettableClock;
import io.strongroom.core.state.Change;
import java.time.Duration;

final class InMemoryFailureCountsTest extends FailureCountsContract {
    private final SettableClock clock = new SettableClock(Samples.NOW);
    private final InMemoryStore store = new InMemoryStore();
    private final FailureCounts counts = new InMemoryFailureCounts(store, clock);

    @Override
    protected FailureCounts counts() {
        return counts;
    }

    @Override
    protected void nextDay() {
        clock.advance(Duration.ofDays(1));
    }

    @Override
    protected boolean commit(Change change) {
        return store.commit(change);
    }
}
