package io.strongroom.api;

import io.strongroom.api.listener.BoundedProtocol;
import io.strongroom.api.listener.ConnectionSettings;
import io.strongroom.api.listener.ListenerLimits;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Settings of Tomcat that have no property.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConnectionSettings.class)
class WebServerWiring {

    @Bean
    ListenerLimits listenerLimits(ConnectionSettings settings) {
        return new ListenerLimits(settings);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> strictTomcat(ListenerLimits limits) {
        return factory -> {
            factory.setProtocol(BoundedProtocol.class.getName());
            factory.addConnectorCustomizers(connector -> customize(connector, limits));
            factory.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(BareErrors.class.getName());
                }
            });
        };
    }

    private static void customize(Connector connector, ListenerLimits limits) {
        connector.setAllowTrace(false);
        connector.setXpoweredBy(false);
        BoundedProtocol http = (BoundedProtocol) connector.getProtocolHandler();
        http.setDisableUploadTimeout(true);
        http.bound(limits);
    }
}
