package io.strongroom.api.data;

import java.util.Arrays;

/// What the keys of an HSM are protected by, as `attributes.hsmPlatform` says it. The service
/// cannot know it: the configuration does.
public enum HsmPlatform {
    /// Software, or an HSM of which no certificate is claimed.
    NOT_CERTIFIED("0"),

    /// FIPS 140-2 level 2.
    FIPS_140_2("1"),

    /// FIPS 140-3 level 3.
    FIPS_140_3("2");

    private final String wireName;

    HsmPlatform(String wireName) {
        this.wireName = wireName;
    }

    /// The platform that the setting `strongroom.hsm.platform` names.
    ///
    /// @throws IllegalArgumentException if there is none of this name
    public static HsmPlatform of(String wireName) {
        return Arrays.stream(values())
                .filter(platform -> platform.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "strongroom.hsm.platform must be 0, 1 or 2: " + wireName));
    }

    public String wireName() {
        return wireName;
    }
}
