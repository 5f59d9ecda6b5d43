package io.strongroom.core.crypto;

import io.strongroom.core.state.Submission;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A call to an HSM that has not been made yet. It can be made once.
///
/// @param <T> what the HSM returns
@FunctionalInterface
public interface HsmCall<T> {

    /// Makes the call and submits its record.
    ///
    /// The calling thread is parked until `finish` has returned. If the submission is settled by
    /// then, the HSM unparks it; otherwise, the submission does when it settles.
    ///
    /// @param finish runs at most once, on the thread that made the call; it gets the result
    /// @throws io.strongroom.core.VaultException as the call, or `finish`
    Submission then(Function<T, Submission> finish);

    /// Makes the call and returns its result, without a record.
    default T result() {
        return new Result<T>().of(this);
    }

    /// Keeps the result of a call.
    final class Result<T> {
        private @Nullable T value;

        private Result() {}

        @SuppressWarnings("NullAway") // `then` has run the function, which sets the value
        private T of(HsmCall<T> call) {
            call.then(result -> {
                value = result;
                return Submission.settled(true);
            });
            return value;
        }
    }
}
