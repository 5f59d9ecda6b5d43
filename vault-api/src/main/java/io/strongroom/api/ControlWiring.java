package io.strongroom.api;

import io.strongroom.api.arm.ControlExchanges;
import io.strongroom.api.arm.ControlOperations;
import io.strongroom.api.arm.ControlRoutes;
import io.strongroom.api.arm.LeadingSlash;
import io.strongroom.api.auth.Plane;
import io.strongroom.api.auth.TokenAuthentication;
import io.strongroom.api.control.ControlPlane;
import io.strongroom.api.control.ProviderController;
import io.strongroom.api.control.SubscriptionController;
import io.strongroom.api.control.UnknownResourceController;
import io.strongroom.api.control.VaultController;
import io.strongroom.api.control.VaultListController;
import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.Requests;
import io.strongroom.api.officer.AuditEventController;
import io.strongroom.api.officer.KeyEventController;
import io.strongroom.core.access.TenantDoor;
import io.strongroom.core.administration.OfficersLog;
import io.strongroom.core.administration.SubscriptionDirectory;
import io.strongroom.core.administration.TenantEvents;
import io.strongroom.core.administration.VaultAdministration;
import io.strongroom.core.event.KeyEvents;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.vault.LegacyAlgorithms;
import io.strongroom.core.vault.VaultRepository;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

/// Everything that is served outside of the vaults.
@Configuration(proxyBeanMethods = false)
class ControlWiring {

    @Bean
    static WebMvcConfigurer controlMvc(ControlExchanges exchanges) {
        return new WebMvcConfigurer() {
            // Azure Resource Manager compares paths without case
            @Override
            public void configurePathMatch(PathMatchConfigurer paths) {
                PathPatternParser parser = new PathPatternParser();
                parser.setCaseSensitive(false);
                paths.setPatternParser(parser);
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(exchanges);
            }
        };
    }

    /// After the data plane, which reads paths itself, and before Spring.
    @Bean
    FilterRegistrationBean<LeadingSlash> leadingSlash() {
        FilterRegistrationBean<LeadingSlash> second =
                new FilterRegistrationBean<>(new LeadingSlash());
        second.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return second;
    }

    @Bean
    ControlExchanges controlExchanges(Requests requests) {
        return new ControlExchanges(requests);
    }

    @Bean
    ControlRoutes controlRoutes(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mapping) {
        return new ControlRoutes(mapping::getObject);
    }

    @Bean
    ControlOperations controlOperations(
            AuditedOperations operations,
            ControlRoutes routes,
            TokenAuthentication tokens,
            VaultRepository vaults,
            Addresses addresses) {
        return new ControlOperations(
                operations,
                routes,
                new TenantDoor(vaults),
                addresses,
                failure -> tokens.refusal(failure, Plane.CONTROL));
    }

    @Bean
    ControlPlane controlPlane(ControlOperations operations) {
        return new ControlPlane(operations);
    }

    @Bean
    VaultController vaultController(
            ControlPlane plane,
            VaultAdministration vaults,
            Addresses addresses,
            LegacyAlgorithms legacy) {
        return new VaultController(plane, vaults, addresses, legacy);
    }

    @Bean
    VaultListController vaultListController(
            ControlPlane plane,
            VaultAdministration vaults,
            Addresses addresses,
            LegacyAlgorithms legacy) {
        return new VaultListController(plane, vaults, addresses, legacy);
    }

    @Bean
    SubscriptionDirectory subscriptionDirectory() {
        return new SubscriptionDirectory();
    }

    @Bean
    SubscriptionController subscriptionController(
            ControlPlane plane, SubscriptionDirectory subscriptions, ServiceSettings settings) {
        return new SubscriptionController(plane, subscriptions, settings.locations());
    }

    @Bean
    ProviderController providerController(
            ControlPlane plane,
            VaultAdministration vaults,
            SubscriptionDirectory subscriptions,
            ServiceSettings settings) {
        return new ProviderController(plane, vaults, subscriptions, settings.locations());
    }

    @Bean
    UnknownResourceController unknownResourceController(ControlOperations operations) {
        return new UnknownResourceController(operations);
    }

    @Bean
    KeyEventController keyEventController(
            ControlOperations operations, KeyEvents events, Addresses addresses) {
        return new KeyEventController(operations, new TenantEvents(events), addresses);
    }

    @Bean
    AuditEventController auditEventController(ControlOperations operations, OfficersLog log) {
        return new AuditEventController(operations, log);
    }
}
