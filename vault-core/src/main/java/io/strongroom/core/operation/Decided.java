package io.strongroom.core.operation;

import io.strongroom.core.crypto.HsmCall;
import io.strongroom.core.state.Change;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The result of an operation, held back until its audit record is durable.
public sealed interface Decided<R> {

    /// The same result in another form, such as the body of an answer. It is formed before the
    /// record is stored, so a failure to form it is recorded as a failure.
    <S> Decided<S> map(Function<? super R, ? extends S> form);

    /// A result that changes nothing.
    static <R> Answer<R> answer(R value) {
        return new Answer<>(value, 200, null);
    }

    /// A result that is true once the change is made.
    static <R> Answer<R> changing(Change change, R value) {
        return new Answer<>(value, 200, change);
    }

    /// A result that a call to an HSM makes.
    ///
    /// @param form makes the result of what the HSM returns
    static <T, R> Decided<R> by(HsmCall<T> call, Function<? super T, ? extends R> form) {
        return new AfterCall<>(call, form);
    }

    /// A result that is there.
    ///
    /// @param status HTTP status of the answer
    /// @param change what commits with the record; null if nothing changes
    record Answer<R>(R value, int status, @Nullable Change change) implements Decided<R> {

        /// The same result with another status, such as 201.
        public Answer<R> withStatus(int other) {
            return new Answer<>(value, other, change);
        }

        @Override
        public <S> Answer<S> map(Function<? super R, ? extends S> form) {
            return new Answer<>(form.apply(value), status, change);
        }
    }

    /// A result that a call makes that has not been made yet. It changes nothing.
    record AfterCall<T, R>(HsmCall<T> call, Function<? super T, ? extends R> form)
            implements Decided<R> {
        @Override
        public <S> Decided<S> map(Function<? super R, ? extends S> next) {
            return new AfterCall<T, S>(call, result -> next.apply(form.apply(result)));
        }
    }
}
