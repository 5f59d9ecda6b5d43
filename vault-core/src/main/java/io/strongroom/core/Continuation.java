package io.strongroom.core;

/// What is to be done with a result by the thread that made it, before the thread that asked for it
/// wakes: so a request waits once, at its very end, and not between its steps.
///
/// @param <T> the result
/// @param <R> what it becomes
@FunctionalInterface
public interface Continuation<T, R> {
    Continued<R> with(T result);

    /// Nothing is to be done.
    static <T> Continuation<T, T> none() {
        return result ->
                new Continued<>() {
                    @Override
                    public T value() {
                        return result;
                    }

                    @Override
                    public boolean wakesCaller() {
                        return false;
                    }
                };
    }
}
