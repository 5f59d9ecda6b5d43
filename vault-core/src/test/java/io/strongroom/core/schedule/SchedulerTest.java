package io.strongroom.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.strongroom.core.Samples;
import io.strongroom.core.SettableClock;
import io.strongroom.core.VaultException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class SchedulerTest {
    private static final Duration INTERVAL = Duration.ofHours(1);
    private final SettableClock clock = new SettableClock(Samples.NOW);
    private final InMemoryTaskLeases leases = new InMemoryTaskLeases(clock);
    private final List<String> ran = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    @Test
    void a_task_runs_on_one_node_of_two_and_again_when_it_is_due() {
        Scheduler one = scheduler("one", task("purge", () -> ran.add("one")));
        Scheduler two = scheduler("two", task("purge", () -> ran.add("two")));

        one.runDue();
        two.runDue();
        assertThat(ran).containsExactly("one");

        clock.advance(INTERVAL);
        two.runDue();
        one.runDue();
        assertThat(ran).containsExactly("one", "two");
    }

    @Test
    void a_task_that_fails_is_reported_and_the_others_run() {
        Scheduler scheduler =
                scheduler(
                        "one",
                        task(
                                "broken",
                                () -> {
                                    throw new IllegalStateException("no luck");
                                }),
                        task("purge", () -> ran.add("one")));

        scheduler.runDue();

        assertThat(failed).containsExactly("broken: no luck");
        assertThat(ran).containsExactly("one");
        assertThat(leases.states())
                .extracting(TaskState::task, TaskState::lastSucceeded)
                .containsExactly(tuple("broken", false), tuple("purge", true));
    }

    @Test
    void a_task_that_runs_now_waits_for_no_interval() {
        Task task = task("configure", () -> ran.add("now"));
        Scheduler scheduler = scheduler("one");

        scheduler.runNow(task, Duration.ZERO);
        scheduler.runNow(task, Duration.ZERO);

        assertThat(ran).hasSize(2);
    }

    @Test
    void a_task_that_another_node_runs_is_busy() {
        leases.take("configure", "other", Duration.ofMinutes(1));
        Task task = task("configure", () -> ran.add("now"));

        assertThatThrownBy(() -> scheduler("one").runNow(task, Duration.ZERO))
                .isInstanceOf(VaultException.Busy.class)
                .hasMessage("another node runs the task \"configure\"");
        assertThat(ran).isEmpty();
    }

    @Test
    void what_a_task_throws_comes_out_and_its_lease_is_given_back() {
        Task task =
                task(
                        "configure",
                        () -> {
                            throw new IllegalStateException("no luck");
                        });

        assertThatThrownBy(() -> scheduler("one").runNow(task, Duration.ZERO))
                .hasMessage("no luck");
        assertThat(leases.takeNow("configure", "two", Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void the_thread_runs_what_is_due_and_ends() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Scheduler scheduler = scheduler("one", task("purge", done::countDown));

        scheduler.start();
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        scheduler.close();
    }

    private Scheduler scheduler(String node, Task... tasks) {
        return new Scheduler(
                List.of(tasks),
                leases,
                node,
                (task, e) -> failed.add(task.name() + ": " + e.getMessage()));
    }

    private static Task task(String name, Runnable work) {
        return new Task() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Duration interval() {
                return INTERVAL;
            }

            @Override
            public Duration limit() {
                return Duration.ofMinutes(1);
            }

            @Override
            public void run() {
                work.run();
            }
        };
    }
}
