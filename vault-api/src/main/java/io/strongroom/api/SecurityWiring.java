package io.strongroom.api;

import io.strongroom.api.arm.ControlExchanges;
import io.strongroom.api.arm.ControlOperations;
import io.strongroom.api.arm.ControlRefusals;
import io.strongroom.api.arm.ControlSecurity;
import io.strongroom.api.arm.ResponseHeaders;
import io.strongroom.api.arm.StatelessSecurity;
import io.strongroom.api.auth.Plane;
import io.strongroom.api.auth.TokenAuthentication;
import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.Requests;
import io.strongroom.core.operation.AuditedOperations;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.web.context.WebApplicationContext;

/// Spring Security before everything outside of the vaults. The data plane's filter comes before it
/// and answers requests to vaults' hosts itself.
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityWiring {

    /// Applied to each [HttpSecurity] before the chains below.
    @Bean
    StatelessSecurity statelessSecurity() {
        return new StatelessSecurity();
    }

    @Bean
    HttpFirewall httpFirewall() {
        return ControlSecurity.firewall();
    }

    @Bean
    ControlRefusals controlRefusals(ControlExchanges exchanges, ControlOperations operations) {
        return new ControlRefusals(exchanges, operations, new ResponseHeaders());
    }

    @Bean
    ControlSecurity controlSecurity(
            TokenAuthentication tokens,
            ControlExchanges exchanges,
            ControlOperations operations,
            ControlRefusals refusals,
            Addresses addresses) {
        return new ControlSecurity(
                tokens.manager(Plane.CONTROL), exchanges, operations, refusals, addresses);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> unparsedRequests(
            AuditedOperations operations, Requests requests) {
        return factory -> factory.addEngineValves(new UnparsedRequests(operations, requests));
    }

    /// No filters for the management port: Boot puts the chains before it as well, and it serves
    /// other hosts, without tokens, on the loopback interface.
    @Bean
    @Order(0)
    SecurityFilterChain managementChain(WebApplicationContext service) {
        return new DefaultSecurityFilterChain(
                request -> !request.getServletContext().equals(service.getServletContext()));
    }

    /// Open to everyone, under any host: load balancers dial addresses.
    @Bean
    @Order(1)
    SecurityFilterChain healthChain(HttpSecurity http) {
        return http.securityMatcher("/health/live", "/health/ready").build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain officersLogChain(HttpSecurity http, ControlSecurity security) {
        return security.protect(http.securityMatcher("/audit/**")).build();
    }

    /// The control plane, and every path that nothing serves.
    @Bean
    @Order(3)
    SecurityFilterChain controlPlaneChain(HttpSecurity http, ControlSecurity security) {
        return security.protect(http).build();
    }
}
