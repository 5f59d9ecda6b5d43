package io.strongroom.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/// Runs things at the same time.
public final class Concurrently {
    private static final int THREADS = 16;

    private Concurrently() {}

    /// Runs the task for 0 to `times` - 1 on 16 platform threads.
    ///
    /// @return the results, in the order of the numbers
    public static <T> List<T> run(int times, IntFunction<T> task) {
        List<Callable<T>> calls = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int number = i;
            calls.add(() -> task.apply(number));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
