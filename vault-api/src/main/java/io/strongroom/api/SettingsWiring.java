package io.strongroom.api;

import io.strongroom.api.auth.AuthSettings;
import io.strongroom.api.http.AddressSettings;
import io.strongroom.api.listener.ConnectionSettings;
import io.strongroom.api.release.ReleaseSettings;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/// All settings, the refusal of those that do not exist or are incomplete, and the clock. Commands
/// that do not start the service have the same.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    ServiceSettings.class,
    GeographySettings.class,
    TenantSettings.class,
    AuthSettings.class,
    AddressSettings.class,
    HsmSettings.class,
    ConnectionSettings.class,
    FailureSettings.class,
    ReleaseSettings.class,
    DatabaseProperties.class,
    WebhookSettings.class
})
class SettingsWiring {

    @Bean
    static StrictNames strictNames(ConfigurableEnvironment environment) {
        return new StrictNames(environment);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    static CompleteRecords completeRecords() {
        return new CompleteRecords();
    }
}
