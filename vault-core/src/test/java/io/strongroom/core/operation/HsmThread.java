package io.strongroom.core.operation;

import io.strongroom.core.crypto.HsmCall;
import io.strongroom.core.state.Submission;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The thread of an HSM, which does the work of calls while the threads that make them wait.
final class HsmThread implements AutoCloseable {
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    private final ExecutorService executor =
            Executors.newSingleThreadExecutor(work -> {
                Thread made = Thread.ofPlatform().name("hsm").unstarted(work);
                thread.set(made);
                return made;
            });

    /// A call that does this work.
    <T> HsmCall<T> calling(Supplier<T> work) {
        return finish -> {
            try {
                return executor.<Submission>submit(() -> finish.apply(work.get())).get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
    }

    /// The thread itself, null before the first call.
    @Nullable Thread thread() {
        return thread.get();
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
