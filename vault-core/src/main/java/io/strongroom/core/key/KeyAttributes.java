package io.strongroom.core.key;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a key version may be used. Times are whole seconds.
///
/// @param notBefore null for no limit
/// @param expires null for no limit
public record KeyAttributes(
        boolean enabled,
        @Nullable Instant notBefore,
        @Nullable Instant expires,
        Instant created,
        Instant updated) {

    /// Whether the time lies within `nbf` and `exp`.
    public boolean validAt(Instant time) {
        return (notBefore == null || !time.isBefore(notBefore))
                && (expires == null || time.isBefore(expires));
    }
}
