package io.strongroom.core.identity;

import org.jspecify.annotations.Nullable;

/// How a request names a key.
///
/// @param version null for the current one
public record ObjectReference(ObjectName name, @Nullable VersionId version) {
    @Override
    public String toString() {
        return version == null ? name.value() : name + "/" + version;
    }
}
