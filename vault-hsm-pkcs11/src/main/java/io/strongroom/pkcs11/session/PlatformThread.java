package io.strongroom.pkcs11.session;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A platform thread for a rare native call that a virtual thread asks for: inside the module that
/// one would hold up its carrier, and all virtual threads that wait for it.
final class PlatformThread {
    private PlatformThread() {}

    /// Runs on a platform thread and waits for the end, even when interrupted.
    static <R> R call(String name, Callable<R> call) {
        FutureTask<R> task = new FutureTask<>(call);
        Thread.ofPlatform().daemon().name(name).start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
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

    private static RuntimeException unwrapped(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException cause
                ? cause
                : new IllegalStateException(e);
    }
}
