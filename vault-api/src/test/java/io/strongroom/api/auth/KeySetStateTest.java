package io.strongroom.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.strongroom.core.Samples;
import io.strongroom.core.identity.PrincipalId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Key sets are fetched before tokens need them, and an operator sees whether they are there.
final class KeySetStateTest {
    private final TestIssuer contoso = new TestIssuer(Samples.CONTOSO);
    private final TokenAuthentication tokens = contoso.authentication(AuthSettings.Jwks.defaults());

    @AfterEach
    void close() {
        tokens.close();
        contoso.close();
    }

    @Test
    void a_set_that_nobody_has_asked_for_is_not_there() {
        assertThat(tokens.keySets())
                .containsExactly(new KeySetState(contoso.name(), false, Optional.empty()))
                .first()
                .hasToString("no keys, never fetched");
        assertThat(age()).isInfinite();
    }

    @Test
    void keys_are_fetched_before_the_first_token() {
        tokens.keepKeysFresh();
        assertThat(contoso.fetches()).isEqualTo(1);
        assertThat(state().usable()).isTrue();
        assertThat(state()).asString().matches("fetched \\d s ago");
        assertThat(age()).isBetween(0.0, 60.0);

        assertThat(tokens.authenticate("Bearer " + contoso.token("app"), Plane.DATA).principal())
                .isEqualTo(new PrincipalId("app"));

        assertThat(contoso.fetches()).isEqualTo(1);
    }

    @Test
    void a_set_that_is_fresh_is_not_fetched_again() {
        tokens.keepKeysFresh();
        tokens.keepKeysFresh();

        assertThat(contoso.fetches()).isEqualTo(1);
    }

    @Test
    void a_source_without_an_answer_is_logged_once_and_again_when_it_is_back() {
        try (TokenAuthentication eager =
                        contoso.authentication(
                                new AuthSettings.Jwks(
                                        Duration.ofMinutes(5),
                                        Duration.ofMillis(1),
                                        Duration.ofHours(4),
                                        Duration.ofSeconds(2)));
                Logged log = Logged.below(TrustedIssuer.class.getName())) {
            contoso.answerWith(500);
            eager.keepKeysFresh();
            eager.keepKeysFresh();
            assertThat(eager.keySets().getFirst().usable()).isFalse();

            contoso.answerWith(200);
            eager.keepKeysFresh();

            assertThat(eager.keySets().getFirst().usable()).isTrue();
            assertThat(log.lines())
                    .satisfiesExactly(
                            line ->
                                    assertThat(line)
                                            .startsWith(
                                                    "WARN cannot fetch the key set of issuer "
                                                            + contoso.name()),
                            line ->
                                    assertThat(line)
                                            .isEqualTo(
                                                    "INFO the key set of issuer %s was fetched"
                                                            .formatted(contoso.name())));
        }
    }

    @Test
    void a_set_without_keys_for_tokens_is_not_usable() {
        contoso.publish();

        tokens.keepKeysFresh();

        assertThat(state()).isEqualTo(new KeySetState(contoso.name(), false, Optional.empty()));
    }

    private KeySetState state() {
        return tokens.keySets().getFirst();
    }

    private double age() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        new AuthWiring().issuerMeters(tokens).bindTo(meters);
        return meters.get("strongroom.issuer.keys.age")
                .tag("issuer", contoso.name())
                .timeGauge()
                .value(TimeUnit.SECONDS);
    }
}
