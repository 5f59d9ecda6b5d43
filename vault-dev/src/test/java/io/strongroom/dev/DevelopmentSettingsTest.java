package io.strongroom.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DevelopmentSettingsTest {
    @Test
    void nothing_said_means_port_8443_and_the_folder_dev() {
        DevelopmentSettings settings = DevelopmentSettings.of(Map.of());

        assertThat(settings.port()).isEqualTo(8443);
        assertThat(settings.publicPort()).isEqualTo(8443);
        assertThat(settings.home()).isEqualTo(Path.of(".dev").toAbsolutePath());
        assertThat(settings.installation()).isEqualTo(settings.home());
        assertThat(settings.hsm()).isNull();
        assertThat(settings.database()).isNull();
    }

    @Test
    void a_port_that_is_none_is_refused_with_its_name() {
        for (String port : new String[] {"0", "65536", "-1", "https", "", "123456"}) {
            assertThatThrownBy(() -> DevelopmentSettings.of(Map.of("STRONGROOM_PORT", port)))
                    .isInstanceOf(DevelopmentStartException.class)
                    .hasMessageContaining("STRONGROOM_PORT");
        }
    }

    @Test
    void clients_dial_the_public_port() {
        DevelopmentSettings settings =
                DevelopmentSettings.of(
                        Map.of("STRONGROOM_PORT", "9443", "STRONGROOM_PUBLIC_PORT", "8443"));

        assertThat(settings.port()).isEqualTo(9443);
        assertThat(settings.url()).isEqualTo("https://localhost:8443");
    }

    @Test
    void an_hsm_needs_its_token_and_its_pin_file() {
        assertThatThrownBy(() ->
                        DevelopmentSettings.of(Map.of("STRONGROOM_PKCS11_MODULE", "/lib/hsm.so")))
                .isInstanceOf(DevelopmentStartException.class)
                .hasMessageContaining("STRONGROOM_PKCS11_TOKEN");
    }
}
