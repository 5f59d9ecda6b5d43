package io.strongroom.api.auth;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.strongroom.api.http.Addresses;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires authentication.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuthSettings.class)
public class AuthWiring {

    @Bean
    TokenAuthentication tokenAuthentication(
            AuthSettings settings, Addresses addresses, Clock clock) {
        return new TokenAuthentication(settings, addresses, clock);
    }

    /// `strongroom.issuer.keys.age`: time since the keys of an issuer were fetched.
    @Bean
    MeterBinder issuerAges(TokenAuthentication tokens, Clock clock) {
        return meters ->
                tokens.issuerStates().forEach(state -> age(tokens, state.issuer(), clock, meters));
    }

    private static void age(
            TokenAuthentication tokens, String issuer, Clock clock, MeterRegistry meters) {
        Gauge.builder("strongroom.issuer.keys.age", () -> age(tokens, issuer, clock))
                .baseUnit("seconds")
                .tag("issuer", issuer)
                .register(meters);
    }

    private static double age(TokenAuthentication tokens, String issuer, Clock clock) {
        return tokens.issuerStates().stream()
                .filter(state -> state.issuer().equals(issuer))
                .mapToDouble(
                        state -> Duration.between(state.since(), clock.instant()).toMillis() / 1e3)
                .sum();
    }

    /// `strongroom.issuer.key.sets.unusable`: key sets without a key that verifies tokens.
    @Bean
    MeterBinder issuerMeters(TokenAuthentication tokens) {
        return meters ->
                FunctionCounter.builder(
                                "strongroom.issuer.key.sets.unusable",
                                tokens,
                                TokenAuthentication::unusableKeySets)
                        .register(meters);
    }
}
