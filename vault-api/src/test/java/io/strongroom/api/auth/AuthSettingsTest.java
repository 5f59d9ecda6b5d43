package io.strongroom.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Samples;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class AuthSettingsTest {

    @Test
    void issuers_are_read_from_configuration() {
        AuthSettings settings =
                bound(
                        Map.of(
                                "strongroom.issuers[0].issuer", "https://login.test/",
                                "strongroom.issuers[0].tenant", Samples.CONTOSO.toString(),
                                "strongroom.issuers[0].jwks", "file:/keys.json",
                                "strongroom.jwks.rate-limit", "10s"));

        assertThat(settings.issuers())
                .containsExactly(
                        new AuthSettings.Issuer(
                                "https://login.test/",
                                Samples.CONTOSO.value(),
                                "file:/keys.json",
                                false));
        assertThat(settings.jwks().rateLimit()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.jwks().timeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void nobody_is_trusted_by_default() {
        assertThat(bound(Map.of()))
                .isEqualTo(
                        new AuthSettings(
                                List.of(),
                                AuthSettings.Jwks.defaults(),
                                AuthSettings.Cache.defaults()));
    }

    @Test
    void an_issuer_speaks_for_one_tenant() {
        AuthSettings.Issuer issuer =
                new AuthSettings.Issuer("https://a/", Samples.CONTOSO.value(), "file:/a", false);
        AuthSettings.Issuer again =
                new AuthSettings.Issuer("https://a/", Samples.FABRIKAM.value(), "file:/b", false);

        assertThatThrownBy(() ->
                        new AuthSettings(
                                List.of(issuer, again),
                                AuthSettings.Jwks.defaults(),
                                AuthSettings.Cache.defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://a/");
    }

    @Test
    void two_issuers_of_a_tenant_cannot_speak_for_each_others_principals() {
        assertThatThrownBy(() -> bound(twoIssuersOfContoso(Map.of())))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessageContainingAll(
                        "https://a/", "https://b/", "strongroom.issuers[n].shares-principals");
        assertThatThrownBy(() ->
                        bound(
                                twoIssuersOfContoso(
                                        Map.of("strongroom.issuers[0].shares-principals", "true"))))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void two_issuers_of_a_tenant_may_share_principals_if_both_say_so() {
        assertThat(
                        bound(
                                        twoIssuersOfContoso(
                                                Map.of(
                                                        "strongroom.issuers[0].shares-principals",
                                                        "true",
                                                        "strongroom.issuers[1].shares-principals",
                                                        "true")))
                                .issuers())
                .extracting(AuthSettings.Issuer::issuer)
                .containsExactly("https://a/", "https://b/");
    }

    private static Map<String, String> twoIssuersOfContoso(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(more);
        properties.put("strongroom.issuers[0].issuer", "https://a/");
        properties.put("strongroom.issuers[0].tenant", Samples.CONTOSO.toString());
        properties.put("strongroom.issuers[0].jwks", "file:/a");
        properties.put("strongroom.issuers[1].issuer", "https://b/");
        properties.put("strongroom.issuers[1].tenant", Samples.CONTOSO.toString());
        properties.put("strongroom.issuers[1].jwks", "file:/b");
        return properties;
    }

    @Test
    void a_validated_token_is_remembered_for_at_most_five_minutes() {
        assertThatThrownBy(() -> new AuthSettings.Cache(1, Duration.ofSeconds(301)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static AuthSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("strongroom", AuthSettings.class);
    }
}
