package io.strongroom.api.auth;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.strongroom.core.Samples;
import io.strongroom.core.identity.PrincipalId;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An issuer that publishes a key set without a key for tokens.
final class UnusableKeySetsTest {
    private final TestIssuer contoso = new TestIssuer(Samples.CONTOSO);
    private final TokenAuthentication tokens =
            contoso.authentication(
                    new AuthSettings.Jwks(
                            Duration.ofMinutes(5),
                            Duration.ofMillis(1), // so that each unknown key is a fetch
                            Duration.ofHours(4),
                            Duration.ofSeconds(2)));

    @AfterEach
    void close() {
        tokens.close();
        contoso.close();
    }

    @Test
    void keys_that_are_known_outlast_a_set_without_keys() {
        assertAccepted();
        contoso.publish();

        try (Logged log = Logged.below(UsableKeySets.class.getName())) {
            assertRefused(unknown(), 503);
            assertThat(log.lines())
                    .first()
                    .asString()
                    .startsWith("WARN the key set of issuer " + contoso.name());
        }
        assertAccepted();
        assertThat(unusable()).isPositive();
    }

    @Test
    void an_unknown_key_is_unknown_only_while_the_set_has_keys() {
        assertAccepted();
        assertRefused(unknown(), 401);
        contoso.publish();
        assertRefused(unknown(), 503);
        contoso.publish(contoso.key());
        assertRefused(unknown(), 401);
    }

    @Test
    void keys_for_something_else_are_no_keys_for_tokens() throws JOSEException {
        JWK encrypting =
                new RSAKey.Builder(contoso.key().toRSAKey().toPublicJWK())
                        .keyUse(KeyUse.ENCRYPTION)
                        .build();
        JWK large = new ECKeyGenerator(Curve.P_521).generate().toPublicJWK();
        JWK symmetric = new OctetSequenceKey.Builder(new byte[32]).build();
        JWK other =
                new RSAKey.Builder(contoso.key().toRSAKey().toPublicJWK())
                        .algorithm(JWSAlgorithm.RS512)
                        .build();
        contoso.publish(encrypting, large, symmetric, other);

        assertRefused(contoso.token("app"), 503);
        assertThat(unusable()).isPositive();
    }

    @Test
    void nothing_is_counted_while_sets_have_keys() {
        assertAccepted();
        assertRefused(unknown(), 401);

        assertThat(unusable()).isZero();
    }

    private String unknown() {
        return contoso.signed(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("unknown").build(),
                contoso.claims("app"),
                contoso.key());
    }

    private long unusable() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        new AuthWiring().issuerMeters(tokens).bindTo(meters);
        return (long) meters.get("strongroom.issuer.key.sets.unusable").functionCounter().count();
    }

    private void assertAccepted() {
        assertThat(tokens.authenticate("Bearer " + contoso.token("app"), Plane.DATA).principal())
                .isEqualTo(new PrincipalId("app"));
    }

    private void assertRefused(String token, int status) {
        assertThatThrownBy(() -> tokens.authenticate("Bearer " + token, Plane.DATA))
                .is(refused(status));
    }
}
