package io.strongroom.core.backup;

import java.util.Map;

/// The geographies of locations. A backup comes back in its geography only. A location that no
/// geography names is one of its own.
///
/// @param byLocation name of the geography of a location, both in lower case
public record Geographies(Map<String, String> byLocation) {
    /// Each location is a geography.
    public static final Geographies NONE = new Geographies(Map.of());

    public Geographies {
        byLocation = Map.copyOf(byLocation);
    }

    /// The geography of a location.
    public String of(String location) {
        return byLocation.getOrDefault(location, location);
    }
}
