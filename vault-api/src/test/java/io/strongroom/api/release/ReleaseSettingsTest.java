package io.strongroom.api.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.api.auth.AuthSettings;
import io.strongroom.api.release.ReleaseSettings.Authority;
import io.strongroom.core.key.EnclaveVerifier.Verdict;
import io.strongroom.core.key.ReleasePolicy;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class ReleaseSettingsTest {

    @Test
    void authorities_are_a_list_of_addresses_and_key_sets() {
        Map<String, String> settings =
                Map.of(
                        "authorities[0].authority", "https://attest.example",
                        "authorities[0].jwks", "file:/keys.json");

        assertThat(
                        new Binder(new MapConfigurationPropertySource(settings))
                                .bind("", ReleaseSettings.class)
                                .get()
                                .authorities())
                .containsExactly(new Authority("https://attest.example", "file:/keys.json"));
    }

    @Test
    void an_authority_is_named_once() {
        List<Authority> twice =
                List.of(
                        new Authority("https://attest.example", "file:/a"),
                        new Authority("https://attest.example/", "file:/b"));

        assertThatThrownBy(() -> new ReleaseSettings(twice))
                .hasMessage(
                        "strongroom.release.authorities names https://attest.example/ more than once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://attest.example/keys", "ftp://attest.example/keys", "keys", ""})
    void keys_come_from_safe_places_only(String jwks) {
        ReleaseSettings settings =
                new ReleaseSettings(List.of(new Authority("https://attest.example", jwks)));

        assertThatThrownBy(() ->
                        new AttestationTokens(
                                settings, AuthSettings.Jwks.defaults(), Clock.systemUTC()))
                .hasMessage(
                        "the key set of https://attest.example must be at an https: or file: URL: "
                                + jwks);
    }

    @Test
    void without_an_authority_nobody_is_believed() {
        ReleaseSettings none = new ReleaseSettings(List.of());
        try (AttestationTokens tokens =
                new AttestationTokens(none, AuthSettings.Jwks.defaults(), Clock.systemUTC())) {
            assertThat(
                            tokens.verify(
                                    new ReleasePolicy("", "{}", false),
                                    "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhIn0.AA",
                                    null))
                    .isEqualTo(new Verdict.Refused("an authority that is not configured"));
        }
    }
}
