package io.strongroom.pkcs11.session;

import io.strongroom.core.state.Submission;
import java.util.function.Function;

/// What is done with a result by the session's thread, before the thread that asked for it is
/// unparked: a request is parked once, at its very end, and not between its steps.
///
/// @param <T> the result
/// @param <R> what it becomes
@FunctionalInterface
interface Continuation<T, R> {
    Continued<R> with(T result);

    /// Nothing is done.
    static <T> Continuation<T, T> none() {
        return Continued::here;
    }

    /// The record of the operation is submitted; it unparks the thread that asked unless it is
    /// settled already.
    static <T> Continuation<T, Submission> submitting(Function<T, Submission> finish) {
        return result -> new Submitted(finish.apply(result));
    }

    /// A submission, which is also what the thread that asked gets.
    record Submitted(Submission value) implements Continued<Submission> {
        @Override
        public boolean wakesCaller() {
            return !value.isSettled();
        }
    }
}
