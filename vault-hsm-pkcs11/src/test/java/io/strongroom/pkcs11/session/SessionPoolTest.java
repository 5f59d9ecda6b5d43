package io.strongroom.pkcs11.session;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.VaultException;
import io.strongroom.pkcs11.UnusedSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SessionPoolTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<SessionPool> pools = new ArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        callers.shutdownNow();
        callers.close();
        pools.forEach(SessionPool::close);
    }

    @Test
    void work_is_done_on_a_session_s_thread_and_its_result_comes_back() {
        SessionPool pool = pool(2, LONG);

        Thread session = call(pool, _ -> Thread.currentThread());

        assertThat(session.getName()).startsWith("hsm-");
        assertThat(session.isVirtual()).isFalse();
    }

    @Test
    void a_failure_comes_back_and_the_session_works_on() {
        SessionPool pool = pool(1, LONG);

        assertThatThrownBy(() ->
                        call(
                                pool,
                                _ -> {
                                    throw new IllegalStateException("broken");
                                }))
                .hasMessage("broken");
        assertWorks(pool);
        assertThat(pool.drain(LONG)).isTrue();
    }

    @Test
    void a_result_is_gone_on_with_on_the_thread_that_made_it() {
        SessionPool pool = pool(1, LONG);
        AtomicReference<Thread> made = new AtomicReference<>(Thread.currentThread());

        Thread wentOn =
                call(
                        pool,
                        _ -> {
                            made.set(Thread.currentThread());
                            return 1;
                        },
                        result -> Continuation.<Thread>none().with(Thread.currentThread()));

        assertThat(wentOn).isSameAs(made.get()).isNotSameAs(Thread.currentThread());
    }

    @Test
    void a_failure_to_go_on_comes_back() {
        SessionPool pool = pool(1, LONG);

        assertThatThrownBy(() ->
                        call(
                                pool,
                                _ -> 1,
                                _ -> {
                                    throw new IllegalStateException("broken");
                                }))
                .hasMessage("broken");
        assertWorks(pool);
    }

    @Test
    void a_caller_that_somebody_else_wakes_is_not_woken_here() throws Exception {
        SessionPool pool = pool(1, LONG);
        Later later = new Later();
        occupy(pool);
        AtomicReference<Thread> caller = new AtomicReference<>();

        Future<String> called =
                callers.submit(() -> {
                    caller.set(Thread.currentThread());
                    return call(pool, _ -> 1, _ -> later);
                });
        awaitLength(pool, 1);
        while (caller.get().getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        release.countDown();
        later.asked.await();
        assertWorks(pool); // and so the first is over

        assertThat(called).isNotDone();
        LockSupport.unpark(caller.get());
        assertThat(called.get()).isEqualTo("later");
    }

    private static final class Later implements Continued<String> {
        final CountDownLatch asked = new CountDownLatch(1);

        @Override
        public String value() {
            return "later";
        }

        @Override
        public boolean wakesCaller() {
            asked.countDown();
            return true;
        }
    }

    @Test
    void who_waits_is_served_in_the_order_of_arrival() throws Exception {
        SessionPool pool = pool(1, LONG);
        occupy(pool);
        List<Integer> served = new ArrayList<>();
        List<Future<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            waiting.add(
                    callers.submit(() ->
                            call(
                                    pool,
                                    _ -> {
                                        served.add(number);
                                        return number;
                                    })));
            awaitLength(pool, i + 1);
        }

        release.countDown();

        for (Future<Integer> one : waiting) {
            one.get();
        }
        assertThat(served).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void work_of_low_priority_waits_for_other_work() throws Exception {
        SessionPool pool = pool(1, LONG);
        occupy(pool);
        List<String> served = new ArrayList<>();
        List<Future<Boolean>> waiting = new ArrayList<>();
        waiting.add(callers.submit(() -> callLow(pool, _ -> served.add("low"))));
        awaitLength(pool, 1);
        for (int i = 0; i < 5; i++) {
            waiting.add(callers.submit(() -> call(pool, _ -> served.add("ordinary"))));
            awaitLength(pool, i + 2);
        }

        release.countDown();

        for (Future<Boolean> one : waiting) {
            one.get();
        }
        assertThat(served)
                .containsExactly("ordinary", "ordinary", "ordinary", "ordinary", "ordinary", "low");
    }

    @Test
    void work_of_low_priority_has_a_turn_in_sixteen() throws Exception {
        SessionPool pool = pool(1, LONG);
        occupy(pool);
        List<String> served = new ArrayList<>();
        List<Future<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            waiting.add(callers.submit(() -> callLow(pool, _ -> served.add("low"))));
            awaitLength(pool, i + 1);
        }
        for (int i = 0; i < 40; i++) {
            waiting.add(callers.submit(() -> call(pool, _ -> served.add("ordinary"))));
            awaitLength(pool, i + 3);
        }

        release.countDown();

        for (Future<Boolean> one : waiting) {
            one.get();
        }
        assertThat(served.indexOf("low")).isEqualTo(15);
        assertThat(served.lastIndexOf("low")).isEqualTo(31);
    }

    @Test
    void work_of_low_priority_is_refused_as_other_work_is() throws Exception {
        SessionPool pool = pool(1, SHORT);
        occupy(pool);

        assertThatThrownBy(() -> callLow(pool, _ -> 1)).isInstanceOf(VaultException.Busy.class);
        assertThat(pool.waiting()).isZero();
    }

    @Test
    void no_session_in_time_is_busy() throws Exception {
        SessionPool pool = pool(1, SHORT);
        occupy(pool);

        assertThatThrownBy(() -> call(pool, _ -> 1)).isInstanceOf(VaultException.Busy.class);
        assertThat(pool.refusals()).isEqualTo(1);
    }

    @Test
    void work_that_was_refused_is_never_done() throws Exception {
        SessionPool pool = pool(1, SHORT);
        AtomicInteger done = new AtomicInteger();
        occupy(pool);
        assertThatThrownBy(() -> call(pool, _ -> done.incrementAndGet()))
                .isInstanceOf(VaultException.Busy.class);

        release.countDown();

        assertWorks(pool);
        assertThat(done).hasValue(0);
    }

    @Test
    void an_interrupted_wait_ends_and_its_work_is_never_done() throws Exception {
        SessionPool pool = pool(1, LONG);
        AtomicInteger done = new AtomicInteger();
        occupy(pool);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> call(pool, _ -> done.incrementAndGet())).is(refused(503));
        assertThat(Thread.interrupted()).isTrue();
        release.countDown();
        assertWorks(pool);
        assertThat(done).hasValue(0);
    }

    @Test
    void a_drained_pool_does_nothing_until_it_is_refilled() throws Exception {
        SessionPool pool = pool(2, LONG);
        assertThat(pool.drain(LONG)).isTrue();
        Future<Integer> waiting = callers.submit(() -> call(pool, _ -> 7));
        awaitLength(pool, 1);
        assertThat(waiting).isNotDone();

        pool.refill();

        assertThat(waiting.get()).isEqualTo(7);
    }

    @Test
    void a_pool_that_does_not_drain_in_time_goes_on() throws Exception {
        SessionPool pool = pool(2, LONG);
        occupy(pool);

        assertThat(pool.drain(SHORT)).isFalse();
        assertWorks(pool);
    }

    @Test
    void a_closed_pool_does_what_waits_and_takes_no_more() throws Exception {
        SessionPool pool = pool(1, LONG);
        occupy(pool);
        Future<Integer> waiting = callers.submit(() -> call(pool, _ -> 7));
        awaitLength(pool, 1);

        pool.close();
        release.countDown();

        assertThat(waiting.get()).isEqualTo(7);
        assertThatThrownBy(() -> call(pool, _ -> 1)).is(refused(503));
    }

    @Test
    void many_threads_are_never_more_than_there_are_sessions_inside() throws Exception {
        SessionPool pool = pool(3, LONG);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Callable<Boolean> calling =
                () -> {
                    for (int i = 0; i < 2_000; i++) {
                        call(
                                pool,
                                _ -> {
                                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                    return inside.decrementAndGet();
                                });
                    }
                    return true;
                };

        for (Future<Boolean> thread :
                IntStream.range(0, 32).mapToObj(_ -> callers.submit(calling)).toList()) {
            assertThat(thread.get()).isTrue();
        }

        assertThat(most.get()).isLessThanOrEqualTo(3);
        assertThat(pool.refusals()).isZero();
    }

    /// Occupies one session until the test releases it.
    private void occupy(SessionPool pool) throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        callers.execute(() ->
                call(
                        pool,
                        _ -> {
                            inside.countDown();
                            awaitRelease();
                            return true;
                        }));
        inside.await();
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitLength(SessionPool pool, int length) {
        while (pool.waiting() < length) {
            Thread.onSpinWait();
        }
    }

    private static void assertWorks(SessionPool pool) {
        Integer result = call(pool, _ -> 7);
        assertThat(result).isEqualTo(7);
    }

    private static <R> R call(SessionPool pool, Function<PooledSession, R> work) {
        return call(pool, work, Continuation.none());
    }

    private static <R> R callLow(SessionPool pool, Function<PooledSession, R> work) {
        return pool.call(
                new SessionTask<>(
                        new Unleased<>(_ -> {}, Duration.ZERO, true),
                        work,
                        Continuation.none(),
                        System.nanoTime()));
    }

    private static <T, R> R call(
            SessionPool pool, Function<PooledSession, T> work, Continuation<T, R> then) {
        return pool.call(new SessionTask<>(Unleased.ordinary(), work, then, System.nanoTime()));
    }

    private SessionPool pool(int size, Duration timeout) {
        SessionPool pool =
                new SessionPool(
                        size,
                        new Timeouts(timeout, LONG),
                        () -> new PooledSession(UnusedSession::new),
                        _ -> {});
        pool.start();
        pools.add(pool);
        return pool;
    }
}
