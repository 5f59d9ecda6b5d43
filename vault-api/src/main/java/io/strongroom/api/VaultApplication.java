package io.strongroom.api;

import io.strongroom.api.auth.AuthWiring;
import io.strongroom.api.byok.ByokPackageCommand;
import io.strongroom.api.data.DataPlaneWiring;
import io.strongroom.api.http.HttpWiring;
import io.strongroom.pkcs11.root.CeremonyCommand;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.info.InfoEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.system.SystemMetricsAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.actuate.web.ServletManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatServletManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.actuate.endpoint.web.WebMvcHealthEndpointExtensionAutoConfiguration;
import org.springframework.context.annotation.Import;

/// The service. It uses the auto-configurations that are listed here and no others.
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    ConfigurationPropertiesAutoConfiguration.class,
    PropertyPlaceholderAutoConfiguration.class,
    LifecycleAutoConfiguration.class,
    SslAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    MetricsAutoConfiguration.class,
    CompositeMeterRegistryAutoConfiguration.class,
    PrometheusMetricsExportAutoConfiguration.class,
    JvmMetricsAutoConfiguration.class,
    SystemMetricsAutoConfiguration.class,
    HealthContributorRegistryAutoConfiguration.class,
    HealthEndpointAutoConfiguration.class,
    WebMvcHealthEndpointExtensionAutoConfiguration.class,
    InfoContributorAutoConfiguration.class,
    InfoEndpointAutoConfiguration.class,
    EndpointAutoConfiguration.class,
    JacksonEndpointAutoConfiguration.class,
    WebEndpointAutoConfiguration.class,
    ManagementContextAutoConfiguration.class,
    ServletManagementContextAutoConfiguration.class,
    TomcatServletManagementContextAutoConfiguration.class
})
@Import({
    SettingsWiring.class,
    TlsWiring.class,
    CoreWiring.class,
    PostgresWiring.class,
    AuditWiring.class,
    HsmWiring.class,
    HttpWiring.class,
    ScheduleWiring.class,
    EventWiring.class,
    SweepWiring.class,
    AuthWiring.class,
    DataPlaneWiring.class,
    ControlWiring.class,
    SecurityWiring.class,
    FailureWiring.class,
    OperationsWiring.class,
    InfoWiring.class,
    WebServerWiring.class
})
public class VaultApplication {
    /// Runs a command; without a name, `serve`.
    public static void main(String[] arguments) {
        int exitCode = commands().run(List.of(arguments), System.out, System.err);
        if (exitCode != Command.RUNNING) {
            System.exit(exitCode);
        }
    }

    static CommandLine commands() {
        return new CommandLine(
                new Command("serve", "runs the service; the default", ServeCommand::run),
                List.of(
                        new Command(
                                "ceremony",
                                "makes the root, seal and audit keys on a token",
                                CeremonyCommand::run),
                        new Command(
                                "migrate",
                                "brings the schema of the database to this version",
                                MigrateCommand::run),
                        new Command(
                                "check",
                                "checks all that a start needs, and changes nothing",
                                CheckCommand::run),
                        new Command(
                                "byok-package",
                                "wraps a key for the HSM of a vault, offline",
                                ByokPackageCommand::run),
                        new Command(
                                "audit verify",
                                "verifies the audit chains of all nodes",
                                AuditVerifyCommand::run)));
    }
}
