package io.strongroom.core.operation;

import io.strongroom.core.state.Change;
import org.jspecify.annotations.Nullable;

/// What an operation came to: the answer, which leaves only after the audit record is durable, and
/// the change that commits with the record.
///
/// @param status HTTP status of the answer
/// @param change null when nothing changes
public record Decided<R>(R answer, int status, @Nullable Change change) {

    /// An answer that changes nothing.
    public static <R> Decided<R> answer(R answer) {
        return new Decided<>(answer, 200, null);
    }

    /// An answer that is true once the change is made.
    public static <R> Decided<R> after(Change change, R answer) {
        return new Decided<>(answer, 200, change);
    }

    /// The same with another status, such as 201.
    public Decided<R> withStatus(int other) {
        return new Decided<>(answer, other, change);
    }
}
