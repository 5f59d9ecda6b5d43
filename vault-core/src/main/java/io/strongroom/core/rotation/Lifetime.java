package io.strongroom.core.rotation;

import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.CanonicalReader;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
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

    /// What the service does by itself, in the order in which it does what is due at once.
    public enum Act {
        NOTICE,
        EXPIRY,
        ROTATION
    }

    /// What is known of the current version of the key.
    ///
    /// @param expires null if it does not
    public record Version(Instant created, @Nullable Instant expires, boolean enabled) {}

    /// What is to be done next, and when.
    public record Next(Act act, Instant due) {}

    /// The same with another policy.
    public Lifetime with(RotationPolicy other, Version current) {
        return new Lifetime(other, noticed, expired, due).scheduled(current);
    }

    /// The same for a new current version, of which nothing has been told.
    public Lifetime renewed(Version current) {
        return new Lifetime(policy, null, null, null).scheduled(current);
    }

    /// The same after an act that leaves the current version in place.
    public Lifetime after(Act act, Version current) {
        Lifetime told =
                switch (act) {
                    case NOTICE -> new Lifetime(policy, current.expires(), expired, due);
                    case EXPIRY -> new Lifetime(policy, noticed, current.expires(), due);
                    case ROTATION -> throw new IllegalArgumentException("a new version");
                };
        return told.scheduled(current);
    }

    /// The same with the time at which there is something to do for the current version as it is
    /// now.
    public Lifetime scheduled(Version current) {
        return new Lifetime(policy, noticed, expired, next(current).map(Next::due).orElse(null));
    }

    /// What is to be done next. A version whose end was moved is told of anew; a disabled one is
    /// not rotated.
    public Optional<Next> next(Version current) {
        Instant end = current.expires();
        return Stream.of(
                        told(Act.NOTICE, end, noticed),
                        told(Act.EXPIRY, end, expired),
                        rotation(current))
                .flatMap(Optional::stream)
                .min(Comparator.comparing(Next::due).thenComparing(Next::act));
    }

    private Optional<Next> told(Act act, @Nullable Instant end, @Nullable Instant already) {
        if (end == null || end.equals(already)) {
            return Optional.empty();
        }
        return Optional.of(new Next(act, act == Act.NOTICE ? notice().before(end) : end));
    }

    private IsoDuration notice() {
        return policy == null ? RotationPolicy.DEFAULT_NOTICE : policy.notifyBefore();
    }

    private Optional<Next> rotation(Version current) {
        return policy == null || !current.enabled()
                ? Optional.empty()
                : Optional.ofNullable(policy.rotates(current.created(), current.expires()))
                        .map(due -> new Next(Act.ROTATION, due));
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
