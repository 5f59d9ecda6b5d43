package io.strongroom.core.key;

import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.Guard;
import java.util.UUID;

/// A key: a name and the version that stands for it.
///
/// @param subject names the key in guards
/// @param current the version that is used when a request names none
/// @param generation counts the changes of this record, from 1
public record Key(KeyId id, UUID subject, VersionId current, long generation) {

    public Guard guard() {
        return new Guard(subject, generation);
    }

    /// The bytes that the key's seal covers.
    public byte[] canonical() {
        return new CanonicalBytes("key/1")
                .id(id.vault().tenant().value())
                .id(id.vault().value())
                .text(id.name().value())
                .id(subject)
                .id(current.value())
                .number(generation)
                .toBytes();
    }
}
