package io.strongroom.pkcs11;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Platform threads for the calls of virtual ones: a native call would hold up the carrier, and all
/// virtual threads that wait for it. There are as many as there are sessions, and a caller has a
/// session already, so nothing ever queues here.
final class PlatformThreads {
    private final ExecutorService executor;

    PlatformThreads(int count) {
        executor =
                Executors.newFixedThreadPool(
                        count, Thread.ofPlatform().name("hsm-", 0).daemon().factory());
    }

    /// Runs on a platform thread and waits for the end, even when interrupted: the session is in
    /// use until then.
    <R> R call(Callable<R> call) {
        Future<R> future = executor.submit(call);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw unwrapped(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void close() {
        executor.shutdown();
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException cause
                ? cause
                : new IllegalStateException(e);
    }
}
