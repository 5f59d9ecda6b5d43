package io.strongroom.api.auth;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.strongroom.api.http.Addresses;
import java.time.Clock;
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
