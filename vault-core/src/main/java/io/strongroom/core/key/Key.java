package io.strongroom.core.key;

import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.recovery.Presence;
import io.strongroom.core.rotation.Lifetime;
import io.strongroom.core.state.Guard;
import java.util.Set;
import java.util.UUID;

/// A key: a name and its current version, live, deleted or purged. What happens to a key happens to
/// all of its versions; those of a purged key are gone.
///
/// @param subject names the key in guards
/// @param current the version that is used if a request does not name one
/// @param presence whether it can be used, and recovered
/// @param lifetime what the service does with it by itself
/// @param blocked JWA names of the algorithms that do not decrypt with it, because too many
///   ciphertexts were wrong, until an administrator clears them
/// @param generation counts the changes of this record, from 1
public record Key(
        KeyId id,
        UUID subject,
        VersionId current,
        Presence presence,
        Lifetime lifetime,
        Set<String> blocked,
        long generation) {

    public Key {
        blocked = Set.copyOf(blocked);
    }

    /// A live key without a rotation policy.
    public Key(KeyId id, UUID subject, VersionId current, long generation) {
        this(id, subject, current, new Presence.Live(), Lifetime.NONE, Set.of(), generation);
    }

    public Guard guard() {
        return new Guard(subject, generation);
    }

    /// A live key with its first version.
    static Key of(UUID subject, KeyVersion first) {
        return of(subject, first, 1);
    }

    private static Key of(UUID subject, KeyVersion first, long generation) {
        return new Key(
                first.key(),
                subject,
                first.id(),
                new Presence.Live(),
                Lifetime.NONE.renewed(first.lifetime()),
                Set.of(),
                generation);
    }

    /// The next generation of this key, with another current version.
    public Key with(KeyVersion newest) {
        Lifetime renewed = lifetime.renewed(newest.lifetime());
        return new Key(id, subject, newest.id(), presence, renewed, blocked, generation + 1);
    }

    /// The next generation of this key, deleted, recovered or purged.
    public Key with(Presence changed) {
        return changed instanceof Presence.Purged
                ? new Key(id, subject, current, changed, Lifetime.NONE, Set.of(), generation + 1)
                : new Key(id, subject, current, changed, lifetime, blocked, generation + 1);
    }

    /// The next generation of this key, with another lifetime.
    public Key with(Lifetime changed) {
        return new Key(id, subject, current, presence, changed, blocked, generation + 1);
    }

    /// The next generation of this key, with other blocked algorithms.
    public Key withBlocked(Set<String> changed) {
        return new Key(id, subject, current, presence, lifetime, changed, generation + 1);
    }

    /// The next generation of this purged key: a new key of the same name. The generations go on,
    /// so that nothing of the purged one can be brought back.
    ///
    /// @param first the new key's first version, and its name as it is written now
    public Key reborn(KeyVersion first) {
        return of(subject, first, generation + 1);
    }

    /// This key as a backup brings it.
    ///
    /// @param to its vault, and its name as it is written now
    /// @param last generation; the ordinals of its versions are not greater
    public Key restored(KeyId to, UUID newSubject, long last) {
        return new Key(to, newSubject, current, presence, lifetime, blocked, last);
    }

    public boolean isLive() {
        return presence instanceof Presence.Live;
    }
}
