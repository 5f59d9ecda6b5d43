package io.strongroom.core.rotation;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.CanonicalReader;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The rotation policy of a key.
///
/// @param rotate when the key is rotated; null for never
/// @param notifyBefore how long before the current version expires it is told
/// @param expiry life of the versions that a rotation makes; null for no end
/// @param created when the key got its first policy, in whole seconds
/// @param updated when it was set last, in whole seconds
public record RotationPolicy(
        @Nullable RotationTrigger rotate,
        IsoDuration notifyBefore,
        @Nullable IsoDuration expiry,
        Instant created,
        Instant updated) {
    /// How long before the end it is told if no policy says otherwise.
    public static final IsoDuration DEFAULT_NOTICE = IsoDuration.ofDays(30);

    private static final Duration SHORTEST_LIFE = Duration.ofDays(28);
    private static final Duration SHORTEST_INTERVAL = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final String AFTER_CREATE = "after-create";
    private static final String BEFORE_EXPIRY = "before-expiry";
    private static final String NEVER = "never";

    /// What a caller sets.
    ///
    /// @param notifyBefore null for the default
    public record Changes(
            @Nullable RotationTrigger rotate,
            @Nullable IsoDuration notifyBefore,
            @Nullable IsoDuration expiry) {}

    /// The policy after a caller has set it.
    ///
    /// @param before null if the key has none
    /// @throws VaultException `BAD_PARAMETER` for times that are too short, too long or contradict
    ///   one another
    public static RotationPolicy set(
            @Nullable RotationPolicy before, Changes changes, Instant now) {
        RotationPolicy policy =
                new RotationPolicy(
                        changes.rotate(),
                        changes.notifyBefore() == null ? DEFAULT_NOTICE : changes.notifyBefore(),
                        changes.expiry(),
                        before == null ? now : before.created(),
                        now);
        policy.validate();
        return policy;
    }

    private void validate() {
        requireBetween("attributes.expiryTime", expiry, SHORTEST_LIFE, LONGEST);
        if (rotate != null) {
            requireBetween(nameOf(rotate), rotate.time(), SHORTEST_INTERVAL, longestInterval());
        }
        if (rotate instanceof RotationTrigger.BeforeExpiry && expiry == null) {
            throw invalid(
                    "A key can be rotated before its expiry only if 'attributes.expiryTime' is set.");
        }
        requireBetween(
                "timeBeforeExpiry of action Notify", notifyBefore, Duration.ofSeconds(1), LONGEST);
    }

    /// A rotation is due 7 days before the end of a version at the latest, and 7 days after its
    /// beginning at the earliest.
    private Duration longestInterval() {
        return expiry == null ? LONGEST : expiry.estimated().minus(SHORTEST_INTERVAL);
    }

    private static String nameOf(RotationTrigger rotate) {
        return switch (rotate) {
            case RotationTrigger.AfterCreate _ -> "timeAfterCreate of action Rotate";
            case RotationTrigger.BeforeExpiry _ -> "timeBeforeExpiry of action Rotate";
        };
    }

    private static void requireBetween(
            String name, @Nullable IsoDuration value, Duration shortest, Duration longest) {
        if (value == null) {
            return;
        }
        Duration length = value.estimated();
        if (length.compareTo(shortest) < 0 || length.compareTo(longest) > 0) {
            throw invalid(
                    "Property '%s' has invalid value '%s': it must be from %s to %s long."
                            .formatted(name, value, described(shortest), described(longest)));
        }
    }

    private static String described(Duration length) {
        return length.toDays() == 0 ? length.toSeconds() + " second" : length.toDays() + " days";
    }

    private static VaultException invalid(String message) {
        return new VaultException(Problem.BAD_PARAMETER, message);
    }

    /// When a version that is made now by a rotation expires; null for never.
    public @Nullable Instant expires(Instant now) {
        return expiry == null ? null : expiry.after(now);
    }

    /// When a version is rotated; null for never.
    ///
    /// @param expires null if it does not
    @Nullable Instant rotates(Instant created, @Nullable Instant expires) {
        return switch (rotate) {
            case null -> null;
            case RotationTrigger.AfterCreate(IsoDuration time) -> time.after(created);
            case RotationTrigger.BeforeExpiry(IsoDuration time) ->
                    expires == null ? null : time.before(expires);
        };
    }

    /// Writes it to a document.
    void write(CanonicalBytes document) {
        switch (rotate) {
            case null -> document.text(NEVER);
            case RotationTrigger.AfterCreate(IsoDuration time) ->
                    document.text(AFTER_CREATE).text(time.text());
            case RotationTrigger.BeforeExpiry(IsoDuration time) ->
                    document.text(BEFORE_EXPIRY).text(time.text());
        }
        document.text(notifyBefore.text())
                .text(expiry == null ? null : expiry.text())
                .seconds(created)
                .seconds(updated);
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws IllegalArgumentException if it is malformed
    static RotationPolicy read(CanonicalReader document) {
        RotationTrigger rotate = trigger(document);
        IsoDuration notifyBefore = new IsoDuration(document.text());
        String expiry = document.optionalText();
        return new RotationPolicy(
                rotate,
                notifyBefore,
                expiry == null ? null : new IsoDuration(expiry),
                document.seconds(),
                document.seconds());
    }

    private static @Nullable RotationTrigger trigger(CanonicalReader document) {
        String word = document.text();
        return switch (word) {
            case NEVER -> null;
            case AFTER_CREATE -> new RotationTrigger.AfterCreate(new IsoDuration(document.text()));
            case BEFORE_EXPIRY ->
                    new RotationTrigger.BeforeExpiry(new IsoDuration(document.text()));
            default -> throw new IllegalArgumentException("a key that is rotated " + word);
        };
    }
}
