package io.strongroom.api;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/// What the management port serves besides the endpoints of Spring Boot, which finds this class by
/// its name in `META-INF/spring`.
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementWiring {

    @Bean
    ServletRegistrationBean<HealthServlet> managementHealth(Readiness readiness) {
        return new ServletRegistrationBean<>(
                new HealthServlet(readiness::isReady), HealthServlet.LIVE, HealthServlet.READY);
    }
}
