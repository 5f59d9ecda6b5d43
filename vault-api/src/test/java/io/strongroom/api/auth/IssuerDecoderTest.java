package io.strongroom.api.auth;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import io.strongroom.api.http.AddressSettings;
import io.strongroom.api.http.Addresses;
import io.strongroom.core.Samples;
import io.strongroom.core.SettableClock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;

final class IssuerDecoderTest {
    private final TestIssuer contoso = new TestIssuer(Samples.CONTOSO);
    private final String token = contoso.token("app");

    @AfterEach
    void close() {
        contoso.close();
    }

    @Test
    void an_unexpected_failure_refuses_the_token_and_is_logged() {
        try (Logged log = Logged.below(IssuerDecoder.class.getName())) {
            assertThatThrownBy(() ->
                            decode((_, _) -> {
                                throw new IllegalStateException("a bug");
                            }))
                    .isInstanceOf(BadJwtException.class)
                    .cause()
                    .is(refused(401));
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("ERROR validating a token of issuer " + contoso.name())
                    .contains("a bug", "IssuerDecoderTest")
                    .doesNotContain(token);
        }
    }

    @Test
    void keys_that_cannot_be_fetched_are_logged() {
        try (Logged log = Logged.below(IssuerDecoder.class.getName())) {
            assertThatThrownBy(() ->
                            decode((_, _) -> {
                                throw new KeySourceException("no route to host");
                            }))
                    .isInstanceOf(JwtException.class)
                    .cause()
                    .is(refused(503));
            assertThat(log.lines())
                    .containsExactly(
                            "WARN cannot fetch the key set of issuer %s: no route to host"
                                    .formatted(contoso.name()));
        }
    }

    @Test
    void requests_beyond_the_rate_limit_log_nothing() {
        try (Logged log = Logged.below(IssuerDecoder.class.getName())) {
            assertThatThrownBy(() ->
                            decode((_, _) -> {
                                throw new RateLimitReachedException();
                            }))
                    .cause()
                    .is(refused(503));
            assertThat(log.lines()).isEmpty();
        }
    }

    private void decode(JWKSource<SecurityContext> keys) {
        TokenRules rules =
                new TokenRules(
                        contoso.name(),
                        Samples.CONTOSO,
                        Plane.DATA,
                        Audiences.of(
                                Plane.DATA,
                                new Addresses(
                                        new AddressSettings(
                                                "vault.localhost", null, List.of(), null),
                                        8443)),
                        new SettableClock(Samples.NOW));
        new IssuerDecoder(contoso.name(), keys, Plane.DATA, rules).decode(token);
    }
}
