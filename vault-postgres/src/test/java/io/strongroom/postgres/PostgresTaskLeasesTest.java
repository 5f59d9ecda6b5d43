package io.strongroom.postgres;

import io.strongroom.core.schedule.TaskLeases;
import io.strongroom.core.schedule.TaskLeasesContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;

final class PostgresTaskLeasesTest extends TaskLeasesContract {
    private static final PostgresStore STORE = new PostgresStore(4);
    private final TaskLeases leases = new PostgresTaskLeases(STORE.connections);

    @AfterAll
    static void close() {
        STORE.close();
    }

    @Override
    protected TaskLeases leases() {
        return leases;
    }

    /// Moves all times of the table into the past: the server's clock goes its own way.
    @Override
    protected void pass(Duration time) {
        STORE.tamper(
                """
                UPDATE task SET held_until = held_until - ? * interval '1 millisecond',
                    next_run = next_run - ? * interval '1 millisecond',
                    last_run = last_run - ? * interval '1 millisecond'
                """,
                time.toMillis(),
                time.toMillis(),
                time.toMillis());
    }
}
