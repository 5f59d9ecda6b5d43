package io.strongroom.core.key;

import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.state.Guard;
import java.util.UUID;

/// A key: a name and its current version.
///
/// @param subject names the key in guards
/// @param current the version that is used if a request does not name one
/// @param generation counts the changes of this record, from 1
public record Key(KeyId id, UUID subject, VersionId current, long generation) {

    public Guard guard() {
        return new Guard(subject, generation);
    }

    /// The next generation of this key, with another current version.
    public Key with(VersionId newest) {
        return new Key(id, subject, newest, generation + 1);
    }
}
