package io.strongroom.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Concurrently;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every store of leases does.
public abstract class TaskLeasesContract {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final String task = "task-" + UUID.randomUUID();

    /// The store, always the same.
    protected abstract TaskLeases leases();

    /// Lets time go by on the store's clock.
    protected abstract void pass(Duration time);

    @Test
    void a_task_that_never_ran_is_due() {
        assertThat(leases().take(task, "a", LIMIT)).isTrue();

        TaskState state = state();
        assertThat(state.holder()).isEqualTo("a");
        assertThat(state.lastRun()).isNull();
    }

    @Test
    void only_one_node_takes_a_task() {
        List<Boolean> taken = Concurrently.run(20, i -> leases().take(task, "node-" + i, LIMIT));

        assertThat(taken).containsOnlyOnce(true);
    }

    @Test
    void a_task_is_due_again_after_its_interval() {
        leases().take(task, "a", LIMIT);
        leases().finish(task, "a", true, HOUR);

        assertThat(leases().take(task, "b", LIMIT)).isFalse();
        pass(HOUR.minusSeconds(10));
        assertThat(leases().take(task, "b", LIMIT)).isFalse();
        pass(Duration.ofSeconds(11));
        assertThat(leases().take(task, "b", LIMIT)).isTrue();
    }

    @Test
    void a_task_can_be_taken_before_it_is_due() {
        leases().take(task, "a", LIMIT);
        leases().finish(task, "a", true, HOUR);

        assertThat(leases().takeNow(task, "b", LIMIT)).isTrue();
        assertThat(leases().takeNow(task, "c", LIMIT)).isFalse();
    }

    @Test
    void a_lease_that_was_not_given_back_expires() {
        leases().take(task, "dead", LIMIT);

        assertThat(leases().take(task, "b", LIMIT)).isFalse();
        assertThat(leases().takeNow(task, "b", LIMIT)).isFalse();
        pass(LIMIT.plusSeconds(1));
        assertThat(leases().take(task, "b", LIMIT)).isTrue();
    }

    @Test
    void a_node_that_was_killed_takes_its_own_lease_again() {
        leases().takeNow(task, "a", LIMIT);

        assertThat(leases().takeNow(task, "b", LIMIT)).isFalse();
        assertThat(leases().takeNow(task, "a", LIMIT)).isTrue();
    }

    @Test
    void a_node_whose_lease_expired_ends_nothing_of_another_node() {
        leases().take(task, "slow", LIMIT);
        pass(LIMIT.plusSeconds(1));
        leases().take(task, "b", LIMIT);

        leases().finish(task, "slow", true, HOUR);

        assertThat(state().holder()).isEqualTo("b");
        assertThat(state().lastRun()).isNull();
    }

    @Test
    void the_state_tells_how_the_last_run_ended_and_when_the_next_is_due() {
        leases().take(task, "a", LIMIT);
        leases().finish(task, "a", false, HOUR);

        TaskState state = state();
        assertThat(state.holder()).isNull();
        assertThat(state.lastRun()).isNotNull();
        assertThat(state.lastSucceeded()).isFalse();
        assertThat(state.nextRun()).isEqualTo(state.lastRun().plus(HOUR));
    }

    @SuppressWarnings("NullAway") // the assertion before
    private TaskState state() {
        return leases().states().stream()
                .filter(state -> state.task().equals(task))
                .findFirst()
                .orElseThrow();
    }
}
