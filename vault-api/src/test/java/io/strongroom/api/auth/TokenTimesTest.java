package io.strongroom.api.auth;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Samples;
import io.strongroom.core.identity.PrincipalId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Times of tokens as an issuer can write them.
final class TokenTimesTest {
    private static final long NOW = Samples.NOW.getEpochSecond();
    private final TestIssuer contoso = new TestIssuer(Samples.CONTOSO);
    private final TokenAuthentication tokens = contoso.authentication(AuthSettings.Jwks.defaults());

    @AfterEach
    void close() {
        tokens.close();
        contoso.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854776",
                "9223372036854775",
                "9223372036854775807",
                "9223372036854775808",
                "1e308",
                "253402300800",
                "-1",
                "-0.5",
                "-9223372036854776",
                "\"1700000000\"",
                "true",
                "[]",
                "{}"
            })
    void a_time_out_of_range_or_of_another_type_is_refused(String time) {
        assertRefused("\"nbf\": " + time);
        assertRefused("\"iat\": " + time);
        assertThatThrownBy(() -> authenticate(claims(time, "\"nbf\": 0")))
                .is(refused(401))
                .hasMessage("Error validating token: The access token is invalid.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"253402300799", "4102444800.75", "4.1e9"})
    void a_token_may_expire_until_the_year_9999(String time) {
        assertThat(authenticate(claims(time, "\"nbf\": 0"))).isEqualTo(new PrincipalId("app"));
    }

    @Test
    void fractions_of_a_second_are_allowed() {
        assertThat(authenticate(claims(NOW + 1 + ".5", "\"nbf\": " + NOW + ".25, \"iat\": 1.0e9")))
                .isEqualTo(new PrincipalId("app"));
    }

    @Test
    void a_start_in_the_year_9999_is_yet_to_come() {
        assertThatThrownBy(() -> authenticate(claims("253402300799", "\"nbf\": 253402300799")))
                .is(refused(401))
                .hasMessage("Error validating token: The access token is not yet valid.");
    }

    private void assertRefused(String more) {
        assertThatThrownBy(() -> authenticate(claims(Long.toString(NOW + 60), more)))
                .as(more)
                .is(refused(401))
                .hasMessage("Error validating token: The access token is invalid.");
    }

    private PrincipalId authenticate(String claims) {
        return tokens.authenticate("Bearer " + contoso.signed(claims), Plane.DATA).principal();
    }

    private String claims(String expiry, String more) {
        return "{\"iss\": \"%s\", \"aud\": \"%s\", \"oid\": \"app\", \"exp\": %s, %s}"
                .formatted(contoso.name(), TestIssuer.DATA, expiry, more);
    }
}
