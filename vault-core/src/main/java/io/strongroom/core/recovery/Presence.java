package io.strongroom.core.recovery;

import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.CanonicalReader;
import java.time.Duration;
import java.time.Instant;

/// Whether an object of a vault is there. Times are whole seconds.
public sealed interface Presence {
    /// Usable.
    record Live() implements Presence {}

    /// Not usable, and its name is taken. It can be recovered until it is purged.
    ///
    /// @param at when it was deleted
    /// @param purge when the service purges it by itself
    record Deleted(Instant at, Instant purge) implements Presence {
        public Deleted {
            if (!purge.isAfter(at)) {
                throw new IllegalArgumentException("purged at " + purge + ", deleted at " + at);
            }
        }

        /// Deleted now.
        public static Deleted since(Instant now, Duration retention) {
            return new Deleted(now, now.plus(retention));
        }

        /// Whether the service purges it by itself.
        public boolean isDue(Instant now) {
            return !now.isBefore(purge);
        }
    }

    /// Destroyed. Its name is free; nothing but this state is left of it.
    record Purged() implements Presence {}

    /// The name in documents and in the database.
    default String word() {
        return switch (this) {
            case Live _ -> "live";
            case Deleted _ -> "deleted";
            case Purged _ -> "purged";
        };
    }

    /// Writes it to a document.
    default void write(CanonicalBytes document) {
        document.text(word());
        switch (this) {
            case Live _, Purged _ -> {}
            case Deleted(Instant at, Instant purge) -> document.seconds(at).seconds(purge);
        }
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws IllegalArgumentException if it is malformed
    static Presence read(CanonicalReader document) {
        String word = document.text();
        return switch (word) {
            case "live" -> new Live();
            case "deleted" -> new Deleted(document.seconds(), document.seconds());
            case "purged" -> new Purged();
            default -> throw new IllegalArgumentException("an object that is " + word);
        };
    }
}
