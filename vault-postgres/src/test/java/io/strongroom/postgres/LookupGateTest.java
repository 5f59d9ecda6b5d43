package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class LookupGateTest {
    private final LookupGate gate = new LookupGate(1, Problem.SERVICE_BUSY, "too many", 0);

    @Test
    void a_place_rests_after_a_look_up_as_often_as_long_as_that_took() {
        LookupGate resting = new LookupGate(1, Problem.THROTTLED, "too many", 2);
        long begun = System.nanoTime();
        resting.pass(() -> {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            return true;
        });
        long ended = System.nanoTime();

        long next = resting.pass(System::nanoTime);

        assertThat(next - ended).isGreaterThan(ended - begun);
    }

    @Test
    void a_caller_that_finds_no_place_in_time_is_refused_and_finds_one_later() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<Boolean> holder =
                    other.submit(() ->
                            gate.pass(() -> {
                                inside.countDown();
                                return awaited(done);
                            }));
            inside.await();

            assertThatThrownBy(() -> gate.pass(() -> "in")).isInstanceOf(VaultException.Busy.class);

            done.countDown();
            holder.get();
            assertThat(gate.pass(() -> "in")).isEqualTo("in");
        }
    }

    @Test
    void a_look_up_that_fails_releases_its_place() {
        assertThatThrownBy(() ->
                        gate.pass(() -> {
                            throw new IllegalStateException("inside");
                        }))
                .hasMessage("inside");

        assertThat(gate.pass(() -> "in")).isEqualTo("in");
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
