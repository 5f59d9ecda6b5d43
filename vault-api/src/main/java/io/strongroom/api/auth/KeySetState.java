package io.strongroom.api.auth;

import java.time.Duration;
import java.util.Optional;

/// The key set of an issuer as it is now.
///
/// @param usable whether its tokens can be verified
/// @param age since the set was fetched; empty if none was
public record KeySetState(String issuer, boolean usable, Optional<Duration> age) {

    /// For an operator.
    @Override
    public String toString() {
        String fetched =
                age.map(time -> "fetched %d s ago".formatted(time.toSeconds()))
                        .orElse("never fetched");
        return usable ? fetched : "no keys, " + fetched;
    }
}
