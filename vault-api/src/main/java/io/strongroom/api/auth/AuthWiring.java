package io.strongroom.api.auth;

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

    @Bean
    IssuerMeters issuerMeters(TokenAuthentication tokens) {
        return new IssuerMeters(tokens);
    }
}
