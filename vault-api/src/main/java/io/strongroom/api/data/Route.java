package io.strongroom.api.data;

import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.VersionId;
import org.jspecify.annotations.Nullable;

/// Where a request goes: the operation, and what its path names.
///
/// @param name as sent, null when the path names no key
/// @param version as sent, null for the current version
/// @param allowed methods of the path when the method is wrong, else empty
record Route(Operation operation, @Nullable String name, @Nullable String version, String allowed) {

    static Route to(Operation operation, @Nullable String name, @Nullable String version) {
        return new Route(operation, name, version, "");
    }

    static Route unknown() {
        return new Route(Operation.UNKNOWN, null, null, "");
    }

    /// The name, null when there is none or it is no name.
    @Nullable ObjectName keyName() {
        return name == null ? null : ObjectName.parse(name).orElse(null);
    }

    /// The version, null when there is none or it is no version.
    @Nullable VersionId versionId() {
        return version == null ? null : VersionId.parse(version).orElse(null);
    }
}
