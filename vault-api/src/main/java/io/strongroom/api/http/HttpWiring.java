package io.strongroom.api.http;

import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires the parts that both planes share.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AddressSettings.class)
public class HttpWiring {

    @Bean
    Addresses addresses(AddressSettings settings, @Value("${server.port:8443}") int serverPort) {
        return new Addresses(settings, serverPort);
    }

    @Bean
    Requests requests(Clock clock) {
        return new Requests(clock);
    }
}
