package io.strongroom.pkcs11.session;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A fixed number of platform threads, each with a session of its own. They take work from one
/// [TaskQueue]. While there is work none of the threads sleeps, so a session never idles for the
/// time that waking a thread takes; and a virtual thread never enters the module, where it would
/// block its carrier.
///
/// [PoolWatch] refuses work that waits too long, gives up work that runs too long, and abandons a
/// thread whose call does not return: another thread with another session takes its place, and the
/// abandoned one ends when its call returns.
///
/// Closing the [Gate] ([#drain]) keeps all of them out of the module.
final class SessionPool {
    private final int size;
    private final Supplier<PooledSession> sessions;
    private final Consumer<PooledSession> trial;
    private final TaskQueue queue = new TaskQueue();
    private final Gate gate = new Gate();
    private final List<SessionThread> threads = new CopyOnWriteArrayList<>();

    /// Threads whose calls have not returned; others have taken their places.
    private final List<SessionThread> hung = new CopyOnWriteArrayList<>();

    /// Sessions of abandoned threads that have ended.
    private final Queue<PooledSession> spares = new ConcurrentLinkedQueue<>();

    private final AtomicInteger names = new AtomicInteger();
    private final PoolWatch watch;
    private volatile long lastReturn = System.nanoTime();
    private volatile boolean closed;

    /// @param sessions makes the sessions of a thread, which are not open yet
    /// @param trial a call that shows whether the module answers; made by a thread before its first
    ///   task if its session is not open
    SessionPool(
            int size,
            Timeouts timeouts,
            Supplier<PooledSession> sessions,
            Consumer<PooledSession> trial) {
        this.size = size;
        this.sessions = sessions;
        this.trial = trial;
        this.watch = new PoolWatch(this, timeouts);
        for (int i = 0; i < size; i++) {
            add();
        }
    }

    /// Starts the threads.
    void start() {
        threads.forEach(SessionThread::start);
        watch.start();
    }

    /// Does work on a session's thread, and continues there with its result.
    ///
    /// @return the result of the continuation
    /// @throws VaultException.Busy if no session became free in time
    /// @throws VaultException `SERVICE_UNAVAILABLE` if the module does not answer, if the caller is
    ///   interrupted before the work begins, or if the pool is closed
    <R> R call(SessionTask<?, R> task) {
        queue.add(task);
        if (closed) {
            refuse(task, new VaultException(Problem.SERVICE_UNAVAILABLE, "The HSM is closed."));
        } else if (watch.stalledNanos() > 0) {
            refuse(task, watch.stalled());
        }
        wakeOne();
        return task.await();
    }

    /// Waits until no thread is inside the module, and keeps them all out of it.
    ///
    /// @return false if not all of them came out; the pool goes on then
    boolean drain(Duration limit) {
        return gate.close(
                limit,
                () -> hung.isEmpty() && threads.stream().noneMatch(SessionThread::isInside),
                () -> !hung.isEmpty());
    }

    /// Lets the threads go on.
    void refill() {
        gate.open();
    }

    /// All sessions, for a caller that has drained the pool or not started it.
    List<PooledSession> sessions() {
        return Stream.concat(threads.stream().map(SessionThread::session), spares.stream())
                .toList();
    }

    /// Ends the threads when the queue is empty.
    void close() {
        closed = true;
        threads.forEach(SessionThread::wake);
    }

    int size() {
        return size;
    }

    int idle() {
        return (int) threads.stream().filter(thread -> !thread.isInside()).count();
    }

    /// How much work is in the queue.
    int waiting() {
        return queue.size();
    }

    long refusals() {
        return watch.refusals();
    }

    /// Whether at least one thread has a session.
    boolean hasSessions() {
        return threads.stream().anyMatch(SessionThread::hasSession);
    }

    /// Calls that have not returned within their time.
    int hungCalls() {
        return hung.size();
    }

    /// For how long no call has returned although all threads are in one, in nanoseconds; 0 while
    /// calls return or a thread is free.
    long stalledNanos() {
        return watch.stalledNanos();
    }

    // What follows is for the pool's own threads.

    /// Whether there is work left to do, or work to come.
    boolean isOpen() {
        return !closed || !queue.isEmpty();
    }

    TaskQueue queue() {
        return queue;
    }

    Gate gate() {
        return gate;
    }

    List<SessionThread> threads() {
        return threads;
    }

    /// Makes a call that shows whether the module answers.
    void tryOut(PooledSession session) {
        trial.accept(session);
    }

    /// Notes that a call has returned.
    void returned() {
        lastReturn = System.nanoTime();
    }

    long lastReturn() {
        return lastReturn;
    }

    /// Gives up a thread whose call does not return.
    void abandon(SessionThread thread) {
        hung.add(thread);
        threads.remove(thread);
        thread.abandon();
        gate.changed();
    }

    /// Adds a thread. It gets the sessions of an abandoned thread that has ended, if there is one:
    /// closing them would end keys that are in use.
    SessionThread add() {
        PooledSession spare = spares.poll();
        SessionThread thread =
                new SessionThread(
                        this,
                        "hsm-" + names.getAndIncrement(),
                        spare == null ? sessions.get() : spare);
        threads.add(thread);
        return thread;
    }

    /// Notes the end of a thread.
    void ended(SessionThread thread) {
        if (hung.remove(thread)) {
            spares.add(thread.session());
        }
        threads.remove(thread);
        returned();
        gate.changed();
        wakeOne(); // it may have been woken for work that it did not take
    }

    /// How long the longest call has lasted, in nanoseconds.
    long longestCall(long now) {
        return Stream.concat(threads.stream(), hung.stream())
                .mapToLong(thread -> thread.inCall(now))
                .max()
                .orElse(0);
    }

    private static void refuse(SessionTask<?, ?> task, VaultException refusal) {
        task.refuse(refusal, () -> {});
    }

    private void wakeOne() {
        for (SessionThread thread : threads) {
            if (thread.wake()) {
                return;
            }
        }
    }
}
