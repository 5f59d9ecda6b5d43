package io.strongroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.api.data.HsmPlatform;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class HsmSettingsTest {

    @Test
    void a_call_may_take_a_quarter_longer_than_the_wait_for_a_session_unless_it_is_set() {
        assertThat(bound(Map.of()).pkcs11().callTimeout()).isEqualTo(Duration.ofMillis(2_500));
        assertThat(bound(Map.of("timeout", "4s")).pkcs11().callTimeout())
                .isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2000ms", "2001ms", "59999ms", "60s"})
    void the_timeout_of_calls_is_set_within_its_bounds(String callTimeout) {
        assertThat(bound(Map.of("call-timeout", callTimeout)).pkcs11().callTimeout())
                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1s", "0s", "1999ms", "60001ms"})
    void a_timeout_of_calls_out_of_its_bounds_is_refused(String callTimeout) {
        assertThatThrownBy(() -> bound(Map.of("call-timeout", callTimeout)))
                .rootCause()
                .hasMessageStartingWith("strongroom.hsm.call-timeout must be between ");
    }

    @Test
    void the_timeout_of_calls_has_a_least_value_of_its_own() {
        Map<String, String> atOnce = Map.of("timeout", "0s", "call-timeout", "100ms");
        assertThat(bound(atOnce).pkcs11().callTimeout()).isEqualTo(Duration.ofMillis(100));

        assertThatThrownBy(() -> bound(Map.of("timeout", "0s", "call-timeout", "99ms")))
                .rootCause()
                .hasMessageContaining("strongroom.hsm.call-timeout");
    }

    @ParameterizedTest
    @CsvSource({"0, NOT_CERTIFIED", "1, FIPS_140_2", "2, FIPS_140_3"})
    void the_certified_level_of_the_hsm_is_a_setting(String platform, HsmPlatform expected) {
        assertThat(bound(Map.of("platform", platform)).hsmPlatform()).isEqualTo(expected);
    }

    @Test
    void no_certificate_is_claimed_unless_it_is_set() {
        assertThat(bound(Map.of()).hsmPlatform()).isEqualTo(HsmPlatform.NOT_CERTIFIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "3", "FIPS_140_3", " 2"})
    void a_level_that_does_not_exist_is_refused(String platform) {
        assertThatThrownBy(() -> bound(Map.of("platform", platform)))
                .rootCause()
                .hasMessage("strongroom.hsm.platform must be 0, 1 or 2: " + platform);
    }

    private static HsmSettings bound(Map<String, String> other) {
        Map<String, String> all =
                new HashMap<>(Map.of("module", "/m", "token", "t", "pin-file", "/p"));
        all.putAll(other);
        return new Binder(new MapConfigurationPropertySource(all))
                .bind("", HsmSettings.class)
                .get();
    }
}
