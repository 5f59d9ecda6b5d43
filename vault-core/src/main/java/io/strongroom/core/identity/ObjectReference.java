package io.strongroom.core.identity;

import org.jspecify.annotations.Nullable;

/// How a request names an object of a vault.
///
/// @param version as sent, which may be no version that could exist; null for the current one
public record ObjectReference(ObjectName name, @Nullable String version) {

    /// The current version of an object.
    public static ObjectReference current(ObjectName name) {
        return new ObjectReference(name, null);
    }

    /// A version of an object.
    public static ObjectReference of(ObjectName name, VersionId version) {
        return new ObjectReference(name, version.toString());
    }

    @Override
    public String toString() {
        return version == null ? name.value() : name + "/" + version;
    }
}
