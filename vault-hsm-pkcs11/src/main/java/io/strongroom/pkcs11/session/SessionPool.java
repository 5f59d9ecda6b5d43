package io.strongroom.pkcs11.session;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/// A fixed number of platform threads, each with a session of its own. They take work from one
/// queue in the order of arrival. Work that has waited for longer than the timeout is refused.
/// While there is work none of the threads sleeps, so a session never idles for the time that
/// waking a thread takes; and a virtual thread never enters the module, where it would hold up its
/// carrier.
///
/// Holding the whole pool ([#drain]) is the write side of a gate whose read side is work:
/// everything that calls the module does so on one of these threads, or holds them all. Work takes
/// no lock.
final class SessionPool {
    private static final String BUSY = "The HSM is busy. Try again later.";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final long LONGEST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final List<Server> servers = new ArrayList<>();
    private final List<PooledSession> all = new ArrayList<>();
    private final Queue<SessionTask<?, ?>> queue = new ConcurrentLinkedQueue<>();
    private final long timeoutNanos;
    private final LongAdder refusals = new LongAdder();
    private volatile boolean held;
    private volatile boolean closed;

    /// What threads wait with while the pool is held, or shall be.
    private final ReentrantLock gate = new ReentrantLock();

    private final Condition left = gate.newCondition();
    private final Condition refilled = gate.newCondition();

    SessionPool(int size, Duration timeout, Supplier<CryptokiSession> open) {
        this.timeoutNanos = timeout.toNanos();
        for (int i = 0; i < size; i++) {
            PooledSession session = new PooledSession(open);
            all.add(session);
            servers.add(new Server("hsm-" + i, session));
        }
    }

    /// Starts the threads.
    void start() {
        servers.forEach(server -> server.thread.start());
        Thread.ofPlatform().daemon().name("hsm-timeouts").start(this::watch);
    }

    /// Does work on a session's thread, and what is to be done with its result.
    ///
    /// @return what the result became
    /// @throws VaultException.Busy when no session became free in time
    /// @throws VaultException when the caller is interrupted before that, or the pool is closed
    <T, R> R call(Function<PooledSession, T> work, Continuation<T, R> then) {
        SessionTask<T, R> task = new SessionTask<>(work, then);
        queue.add(task);
        if (closed) {
            task.refuse(unavailable("The HSM is closed."));
        }
        wakeOne();
        return task.await(() -> unavailable("The request was interrupted."));
    }

    /// Waits until no thread is inside the module, and keeps them all out of it.
    ///
    /// @return false when they did not all come out in time; nothing is held then
    boolean drain(Duration limit) {
        boolean drained = awaitAll(limit);
        if (!drained) {
            refill();
        }
        return drained;
    }

    /// The sessions, for the one who holds them all.
    List<PooledSession> all() {
        return all;
    }

    /// Lets the threads go on.
    void refill() {
        gate.lock();
        try {
            held = false;
            refilled.signalAll();
        } finally {
            gate.unlock();
        }
    }

    /// Ends the threads when the queue is empty.
    void close() {
        closed = true;
        servers.forEach(Server::wake);
    }

    int size() {
        return all.size();
    }

    int idle() {
        return (int) servers.stream().filter(server -> !server.inside).count();
    }

    /// How much work is in the queue.
    int waiting() {
        return queue.size();
    }

    long refusals() {
        return refusals.sum();
    }

    private void wakeOne() {
        for (Server server : servers) {
            if (server.wake()) {
                return;
            }
        }
    }

    private boolean awaitAll(Duration limit) {
        gate.lock();
        try {
            held = true;
            long nanos = limit.toNanos();
            while (idle() < size() && nanos > 0) {
                nanos = left.awaitNanos(nanos);
            }
            return idle() == size();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            gate.unlock();
        }
    }

    /// A session's thread. It is inside the gate from the first work that it finds until there is
    /// none, or somebody wants the pool.
    private final class Server implements Runnable {
        final Thread thread;
        private final PooledSession session;
        private final AtomicBoolean asleep = new AtomicBoolean();
        private volatile boolean inside;

        Server(String name, PooledSession session) {
            this.session = session;
            this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this);
        }

        @Override
        public void run() {
            while (!closed || !queue.isEmpty()) {
                inside = true; // before the gate is looked at: whoever shuts it looks here after
                SessionTask<?, ?> task = held ? null : queue.poll();
                while (task != null) {
                    if (task.take()) {
                        task.perform(session);
                    }
                    task = held ? null : queue.poll();
                }
                inside = false;
                if (held) {
                    leave();
                } else {
                    sleep();
                }
            }
        }

        /// @return whether it slept
        boolean wake() {
            if (asleep.get() && asleep.compareAndSet(true, false)) {
                LockSupport.unpark(thread);
                return true;
            }
            return false;
        }

        private void sleep() {
            asleep.set(true); // before the queue is read: a thread that adds to it reads this flag
            // afterwards
            while (asleep.get() && queue.isEmpty() && !closed) {
                LockSupport.park(SessionPool.this);
            }
            asleep.set(false);
        }

        private void leave() {
            gate.lock();
            try {
                left.signalAll();
                while (held) {
                    refilled.awaitUninterruptibly();
                }
            } finally {
                gate.unlock();
            }
        }
    }

    /// Looks after those who wait: one thread for all is cheaper than a timer for each.
    private void watch() {
        long pause = Math.min(LONGEST_LOOK_NANOS, Math.max(1, timeoutNanos / 4));
        while (!closed || !queue.isEmpty()) {
            refuseOverdue();
            LockSupport.parkNanos(this, pause);
        }
    }

    private void refuseOverdue() {
        SessionTask<?, ?> oldest = queue.peek();
        while (oldest != null && oldest.waitedNanos() > timeoutNanos) {
            if (oldest.take()) {
                refusals.increment(); // before its caller wakes and may look
                oldest.fail(new VaultException.Busy(BUSY, RETRY_AFTER));
            }
            queue.remove(oldest);
            oldest = queue.peek();
        }
    }

    private static VaultException unavailable(String why) {
        return new VaultException(Problem.SERVICE_UNAVAILABLE, why);
    }
}
