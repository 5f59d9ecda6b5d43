package io.strongroom.core.rotation;

import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.CanonicalReader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the service does by itself with a live key, and what of it is done. Times are whole
/// seconds.
///
/// @param policy null if none was set
/// @param noticed the end of the current version of which it was told that it is near; null if it
///   was not
/// @param expired the end of the current version of which it was told that it has come; null if it
///   was not
/// @param due when there is something to do next; null for never
public record Lifetime(
        @Nullable RotationPolicy policy,
        @Nullable Instant noticed,
        @Nullable Instant expired,
        @Nullable Instant due) {
    /// Nothing.
    public static final Lifetime NONE = new Lifetime(null, null, null, null);

    /// The same with another policy.
    public Lifetime with(RotationPolicy other) {
        return new Lifetime(other, noticed, expired, due);
    }

    /// Writes it to a document.
    public void write(CanonicalBytes document) {
        document.flag(policy != null);
        if (policy != null) {
            policy.write(document);
        }
        document.seconds(noticed).seconds(expired).seconds(due);
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws IllegalArgumentException if it is malformed
    public static Lifetime read(CanonicalReader document) {
        return new Lifetime(
                document.flag() ? RotationPolicy.read(document) : null,
                document.optionalSeconds(),
                document.optionalSeconds(),
                document.optionalSeconds());
    }
}
