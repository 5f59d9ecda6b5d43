package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatabaseSettingsTest {
    @Test
    void settings_never_show_a_password() {
        DatabaseSettings settings =
                new DatabaseSettings(
                        "jdbc:postgresql://db/vault?password=one",
                        "app",
                        "two",
                        new DatabaseSettings.Owner("owner", "three"),
                        8);

        assertThat(settings.toString() + settings.owner()).doesNotContain("one", "two", "three");
    }
}
