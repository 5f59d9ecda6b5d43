package io.strongroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.api.GeographySettings.Geography;
import io.strongroom.core.backup.Geographies;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GeographySettingsTest {
    @Test
    void locations_of_one_geography_have_its_name_and_others_their_own() {
        Geographies geographies =
                new GeographySettings(
                                List.of(
                                        new Geography("Europe", List.of("dc-East", "dc-west")),
                                        new Geography("asia", List.of("dc-far"))))
                        .core();

        assertThat(geographies.of("dc-east")).isEqualTo("europe");
        assertThat(geographies.of("dc-west")).isEqualTo("europe");
        assertThat(geographies.of("dc-far")).isEqualTo("asia");
        assertThat(geographies.of("local")).isEqualTo("local");
    }

    @Test
    void a_location_is_in_one_geography() {
        GeographySettings twice =
                new GeographySettings(
                        List.of(
                                new Geography("europe", List.of("dc-east")),
                                new Geography("asia", List.of("DC-East"))));

        assertThatThrownBy(twice::core)
                .isInstanceOf(StartException.class)
                .hasMessage("location dc-east is in strongroom.geographies more than once");
    }
}
