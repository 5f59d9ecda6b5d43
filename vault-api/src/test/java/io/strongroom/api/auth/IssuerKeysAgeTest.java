package io.strongroom.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.strongroom.core.Samples;
import io.strongroom.core.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whether the keys of issuers are there is seen before a caller is refused.
final class IssuerKeysAgeTest {
    private final TestIssuer contoso = new TestIssuer(Samples.CONTOSO);
    private final SettableClock clock = new SettableClock(Samples.NOW);
    private TokenAuthentication tokens = authentication(Duration.ofMinutes(5));

    @AfterEach
    void close() {
        tokens.close();
        contoso.close();
    }

    @Test
    void keys_are_fetched_without_a_token() {
        assertThat(tokens.issuerStates())
                .containsExactly(new IssuerState(contoso.name(), Samples.NOW, false));
        clock.set(Samples.NOW.plusSeconds(5));

        tokens.refreshKeys();

        assertThat(tokens.issuerStates())
                .containsExactly(new IssuerState(contoso.name(), Samples.NOW.plusSeconds(5), true));
        assertThat(contoso.fetches()).isOne();
    }

    @Test
    void the_age_is_the_time_since_the_last_set_of_usable_keys() {
        assertThat(age()).isZero();
        clock.set(Samples.NOW.plusSeconds(30));
        assertThat(age()).isEqualTo(30);

        tokens.refreshKeys();

        assertThat(age()).isZero();
        clock.set(Samples.NOW.plusSeconds(90));
        assertThat(age()).isEqualTo(60);
    }

    @Test
    void an_issuer_that_is_down_from_the_start_has_no_keys_and_is_named_once() {
        contoso.answerWith(500);

        try (Logged log = Logged.below(TrustedIssuer.class.getName())) {
            tokens.refreshKeys();
            tokens.refreshKeys();
            assertThat(log.lines())
                    .containsExactly(
                            "WARN issuer " + contoso.name() + " has no usable keys: status 500");
        }
        assertThat(tokens.issuerStates()).noneMatch(IssuerState::usable);
    }

    @Test
    void an_issuer_that_goes_down_keeps_its_keys_and_grows_older() {
        tokens.close();
        tokens = authentication(Duration.ofMillis(20));
        tokens.refreshKeys();
        contoso.answerWith(500);
        awaitFetch(() -> tokens.refreshKeys());
        clock.set(Samples.NOW.plusSeconds(60));

        tokens.refreshKeys();

        assertThat(tokens.issuerStates())
                .containsExactly(new IssuerState(contoso.name(), Samples.NOW, true));
        assertThat(age()).isEqualTo(60);
    }

    @Test
    void an_issuer_that_comes_back_is_named_again() {
        contoso.answerWith(500);
        tokens.refreshKeys();
        contoso.answerWith(200);

        try (Logged log = Logged.below(TrustedIssuer.class.getName())) {
            awaitFetch(() -> tokens.refreshKeys());
            assertThat(log.lines())
                    .containsExactly("INFO issuer " + contoso.name() + " has usable keys again");
        }
        assertThat(tokens.issuerStates()).allMatch(IssuerState::usable);
    }

    /// Repeats it until the issuer was asked once more: key sets expire by the library's own clock.
    private void awaitFetch(Runnable act) {
        int before = contoso.fetches();
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (contoso.fetches() == before && System.nanoTime() < deadline) {
            act.run();
        }
        act.run();
        assertThat(contoso.fetches()).isGreaterThan(before);
    }

    private double age() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        new AuthWiring().issuerAges(tokens, clock).bindTo(meters);
        return meters.get("strongroom.issuer.keys.age")
                .tag("issuer", contoso.name())
                .gauge()
                .value();
    }

    /// @param lifetime of a key set
    private TokenAuthentication authentication(Duration lifetime) {
        return contoso.authentication(
                new AuthSettings.Jwks(
                        lifetime, Duration.ofMillis(1), Duration.ofHours(4), Duration.ofSeconds(2)),
                clock);
    }
}
