package io.strongroom.pkcs11.session;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.pkcs11.UnusedSession;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Calls that do not return.
@Timeout(60)
class HungCallsTest {
    private static final Duration QUEUE = Duration.ofMillis(300);
    private static final Duration CALL = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicBoolean answers = new AtomicBoolean(true);

    @AfterEach
    void close() {
        release.countDown();
        callers.shutdownNow();
        callers.close();
    }

    @Test
    void a_caller_whose_call_does_not_return_is_refused() {
        SessionPool pool = pool(2);

        assertThatThrownBy(() -> call(pool, _ -> hang())).is(refused(Problem.SERVICE_UNAVAILABLE));
    }

    @Test
    void a_session_whose_call_does_not_return_is_replaced() {
        SessionPool pool = pool(1);
        assertThatThrownBy(() -> call(pool, _ -> hang())).is(refused(Problem.SERVICE_UNAVAILABLE));

        await(() -> works(pool));

        assertThat(pool.hungCalls()).isEqualTo(1);
        assertThat(pool.stalledNanos()).isZero();
        assertThat(pool.size()).isEqualTo(1);
    }

    @Test
    void a_hung_thread_ends_when_its_call_returns() {
        SessionPool pool = pool(1);
        assertThatThrownBy(() -> call(pool, _ -> hang())).is(refused(Problem.SERVICE_UNAVAILABLE));
        await(() -> pool.hungCalls() == 1);

        release.countDown();

        await(() -> pool.hungCalls() == 0);
        assertThat(works(pool)).isTrue();
    }

    @Test
    void a_result_that_comes_too_late_is_discarded_and_never_released() throws Exception {
        SessionPool pool = pool(1);
        BlockingQueue<String> discarded = new LinkedBlockingQueue<>();
        AtomicBoolean released = new AtomicBoolean();
        Continuation<String, String> then =
                result -> {
                    released.set(true);
                    return Continuation.<String>none().with(result);
                };
        SessionTask<String, String> task =
                new SessionTask<>(
                        new Unleased<>(discarded::add, Duration.ZERO, false),
                        _ -> {
                            hang();
                            return "late";
                        },
                        then,
                        System.nanoTime());
        assertThatThrownBy(() -> pool.call(task)).is(refused(Problem.SERVICE_UNAVAILABLE));

        release.countDown();

        assertThat(discarded.take()).isEqualTo("late");
        await(() -> pool.hungCalls() == 0);
        assertThat(released).isFalse();
    }

    @Test
    void work_that_may_take_long_is_not_given_up() throws Exception {
        SessionPool pool = pool(1);
        CountDownLatch inside = new CountDownLatch(1);
        Future<Boolean> slow =
                callers.submit(() ->
                        pool.call(
                                task(
                                        _ -> {
                                            inside.countDown();
                                            return hang();
                                        },
                                        LONG)));
        inside.await();

        assertThatThrownBy(() -> call(pool, _ -> true)).isInstanceOf(VaultException.Busy.class);
        assertThatThrownBy(() -> call(pool, _ -> true)).isInstanceOf(VaultException.Busy.class);
        assertThat(pool.stalledNanos()).isZero();
        release.countDown();

        assertThat(slow.get()).isTrue();
    }

    @Test
    void a_pool_whose_calls_do_not_return_refuses_others_at_once_and_serves_again_when_they_do() {
        SessionPool pool = pool(2);
        answers.set(false);
        hangAll(pool, 2);
        await(() -> pool.stalledNanos() > 0);

        assertThatThrownBy(() -> call(pool, _ -> true)).is(refused(Problem.SERVICE_UNAVAILABLE));
        answers.set(true);
        release.countDown();

        await(() -> works(pool));
        await(() -> pool.hungCalls() == 0);
        assertThat(pool.stalledNanos()).isZero();
    }

    @Test
    void a_pool_serves_again_in_new_sessions_although_the_old_calls_never_return() {
        SessionPool pool = pool(2);
        answers.set(false);
        hangAll(pool, 2);
        await(() -> pool.stalledNanos() > 0 && pool.hungCalls() > 2);

        answers.set(true);

        await(() -> works(pool));
        assertThat(pool.stalledNanos()).isZero();
    }

    @Test
    void even_work_that_may_take_long_is_given_up_when_nothing_returns() throws Exception {
        SessionPool pool = pool(2);
        answers.set(false);
        Future<Boolean> slow = callers.submit(() -> pool.call(task(_ -> hang(), LONG)));

        hangAll(pool, 1);

        assertThatThrownBy(slow::get).cause().is(refused(Problem.SERVICE_UNAVAILABLE));
    }

    @Test
    void a_busy_pool_whose_calls_return_is_not_stalled() {
        SessionPool pool = pool(1);
        AtomicBoolean stop = new AtomicBoolean();
        List<Future<?>> busy =
                IntStream.range(0, 8)
                        .<Future<?>>mapToObj(_ -> callers.submit(() -> keep(pool, stop)))
                        .toList();
        long end = System.nanoTime() + 3 * CALL.toNanos();

        boolean stalled = false;
        while (System.nanoTime() - end < 0) {
            stalled |= pool.stalledNanos() > 0;
            Thread.onSpinWait();
        }
        stop.set(true);

        assertThat(stalled).isFalse();
        await(() -> busy.stream().allMatch(Future::isDone));
    }

    @Test
    void a_pool_with_a_hung_call_is_not_drained() {
        SessionPool pool = pool(2);
        assertThatThrownBy(() -> call(pool, _ -> hang())).is(refused(Problem.SERVICE_UNAVAILABLE));
        await(() -> pool.hungCalls() == 1);

        assertThat(pool.drain(LONG)).isFalse();
        assertThat(works(pool)).isTrue();
    }

    private void keep(SessionPool pool, AtomicBoolean stop) {
        while (!stop.get()) {
            works(pool);
        }
    }

    private void hangAll(SessionPool pool, int calls) {
        for (int i = 0; i < calls; i++) {
            callers.execute(() -> works(pool, _ -> hang()));
        }
    }

    private boolean hang() {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return true;
    }

    private static boolean works(SessionPool pool) {
        return works(pool, _ -> true);
    }

    private static boolean works(SessionPool pool, Function<PooledSession, Boolean> work) {
        try {
            return call(pool, work);
        } catch (VaultException e) {
            return false;
        }
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static boolean call(SessionPool pool, Function<PooledSession, Boolean> work) {
        return pool.call(task(work, Duration.ZERO));
    }

    private static SessionTask<Boolean, Boolean> task(
            Function<PooledSession, Boolean> work, Duration allowance) {
        return new SessionTask<>(
                new Unleased<>(_ -> {}, allowance, false),
                work,
                Continuation.none(),
                System.nanoTime());
    }

    private SessionPool pool(int size) {
        Consumer<PooledSession> trial =
                session -> {
                    session.open(1);
                    if (!answers.get()) {
                        hang();
                    }
                };
        SessionPool pool =
                new SessionPool(
                        size,
                        new Timeouts(QUEUE, CALL),
                        () -> new PooledSession(UnusedSession::new),
                        trial);
        pool.sessions().forEach(session -> session.open(1));
        pool.start();
        return pool;
    }
}
