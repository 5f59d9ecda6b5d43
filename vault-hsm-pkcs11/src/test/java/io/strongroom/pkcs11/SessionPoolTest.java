package io.strongroom.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.VaultException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionPoolTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void a_lease_is_for_one_and_comes_back() {
        SessionPool pool = pool(2, LONG);

        PooledSession first = pool.lease();
        PooledSession second = pool.lease();

        assertThat(first).isNotSameAs(second);
        assertThat(pool.idle()).isZero();
        pool.release(first);
        assertThat(pool.lease()).isSameAs(first);
    }

    @Test
    void no_session_in_time_is_busy() {
        SessionPool pool = pool(1, Duration.ofMillis(10));
        pool.lease();

        assertThatThrownBy(pool::lease).isInstanceOf(VaultException.Busy.class);
        assertThat(pool.refusals()).isEqualTo(1);
    }

    @Test
    void who_waits_gets_the_session_that_is_released() throws Exception {
        SessionPool pool = pool(1, LONG);
        PooledSession only = pool.lease();
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<PooledSession> waiting = threads.submit(pool::lease);

            pool.release(only);

            assertThat(waiting.get()).isSameAs(only);
        }
    }

    @Test
    void an_interrupted_wait_ends() {
        SessionPool pool = pool(1, LONG);
        pool.lease();
        Thread.currentThread().interrupt();

        assertThatThrownBy(pool::lease).isInstanceOf(VaultException.Unavailable.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_drained_pool_leases_nothing_until_it_is_refilled() throws Exception {
        SessionPool pool = pool(2, LONG);
        assertThat(pool.drain(LONG)).isTrue();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<PooledSession>> waiting =
                    List.of(threads.submit(pool::lease), threads.submit(pool::lease));
            assertThat(waiting).noneMatch(Future::isDone);

            pool.refill();

            assertThat(waiting.get(0).get()).isNotSameAs(waiting.get(1).get());
        }
    }

    @Test
    void a_pool_that_does_not_drain_in_time_goes_on() {
        SessionPool pool = pool(2, LONG);
        pool.lease();

        assertThat(pool.drain(Duration.ofMillis(5))).isFalse();
        assertThat(pool.lease()).isNotNull();
    }

    @Test
    void many_threads_are_never_more_than_there_are_sessions_inside() throws Exception {
        SessionPool pool = pool(3, LONG);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Callable<Boolean> leasing =
                () -> {
                    for (int i = 0; i < 2_000; i++) {
                        PooledSession session = pool.lease();
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        inside.decrementAndGet();
                        pool.release(session);
                    }
                    return true;
                };

        try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
            for (Future<Boolean> thread :
                    IntStream.range(0, 32).mapToObj(_ -> threads.submit(leasing)).toList()) {
                assertThat(thread.get()).isTrue();
            }
        }

        assertThat(most.get()).isLessThanOrEqualTo(3);
        assertThat(pool.idle()).isEqualTo(3);
        assertThat(pool.refusals()).isZero();
    }

    private static SessionPool pool(int size, Duration patience) {
        return new SessionPool(
                size,
                patience,
                () -> {
                    throw new IllegalStateException("nobody needs a session here");
                });
    }
}
