package io.strongroom.api;

import io.strongroom.api.auth.AuthSettings;
import io.strongroom.api.http.AddressSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/// All settings, and the refusal of those that do not exist or are incomplete. Commands that do not
/// start the service read the same.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    ServiceSettings.class,
    TenantSettings.class,
    AuthSettings.class,
    AddressSettings.class,
    HsmSettings.class,
    DatabaseProperties.class
})
class SettingsWiring {

    @Bean
    static StrictNames strictNames(ConfigurableEnvironment environment) {
        return new StrictNames(environment);
    }

    @Bean
    static CompleteRecords completeRecords() {
        return new CompleteRecords();
    }
}
