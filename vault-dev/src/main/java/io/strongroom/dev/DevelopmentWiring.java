package io.strongroom.dev;

import io.strongroom.core.administration.VaultAdministration;
import io.strongroom.core.key.KeyLifecycle;
import io.strongroom.core.key.KeyRepository;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.vault.VaultRepository;
import io.strongroom.dev.token.Discovery;
import io.strongroom.dev.token.TokenEndpoint;
import java.time.Clock;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/// What a development installation adds to the service.
@Configuration(proxyBeanMethods = false)
class DevelopmentWiring {

    @Bean
    TokenEndpoint tokenEndpoint(Installation installation, Clock clock) {
        return new TokenEndpoint(
                installation.secrets().clients(),
                installation.signingKey(),
                installation.authority(),
                clock);
    }

    @Bean
    Discovery discovery(Installation installation) {
        return new Discovery(
                installation.secrets().clients(),
                installation.signingKey(),
                installation.authority());
    }

    /// The token service is open, under every host by which it is dialled.
    @Bean
    @Order(-1)
    SecurityFilterChain tokenServiceChain(HttpSecurity http) {
        return http.securityMatcher(
                        "/*/oauth2/**",
                        "/*/discovery/**",
                        "/*/.well-known/openid-configuration",
                        "/*/v2.0/.well-known/openid-configuration",
                        "/adfs/**")
                .build();
    }

    /// Runs when the tenants are there and before the service listens.
    @Bean
    SmartInitializingSingleton demoVault(
            Installation installation,
            AuditedOperations operations,
            VaultRepository vaults,
            KeyRepository keys,
            VaultAdministration administration,
            KeyLifecycle lifecycle,
            Clock clock) {
        DemoVault demo =
                new DemoVault(
                        operations,
                        vaults,
                        keys,
                        administration,
                        lifecycle,
                        clock,
                        installation.issuers().keySet().iterator().next());
        return demo::prepare;
    }
}
