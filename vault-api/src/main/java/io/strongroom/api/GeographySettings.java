package io.strongroom.api;

import io.strongroom.core.backup.Geographies;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The geographies of the installation's locations. A backup comes back in its geography only.
@ConfigurationProperties("strongroom")
record GeographySettings(@DefaultValue List<Geography> geographies) {

    /// Locations whose vaults take each other's backups.
    ///
    /// @param name the same in every installation that takes these backups
    record Geography(String name, List<String> locations) {}

    /// @throws IllegalArgumentException if a location is in two
    Geographies core() {
        Map<String, String> byLocation = new HashMap<>();
        for (Geography geography : geographies) {
            for (String location : geography.locations()) {
                String key = location.toLowerCase(Locale.ROOT);
                if (byLocation.put(key, geography.name().toLowerCase(Locale.ROOT)) != null) {
                    throw new StartException(
                            "location %s is in strongroom.geographies more than once"
                                    .formatted(key),
                            null);
                }
            }
        }
        return new Geographies(byLocation);
    }
}
