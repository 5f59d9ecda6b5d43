package io.strongroom.dev;

import io.strongroom.api.VaultApplication;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/// `run`: prepares the installation, starts the service in this process and prints how to use it.
final class Service {
    private Service() {}

    /// @param properties of the service, as `--name=value`; they win over the installation's
    static int run(
            DevelopmentSettings settings,
            List<String> properties,
            Clock clock,
            PrintStream out,
            Class<?>... more) {
        Installation installation = Installation.prepare(settings, clock, out);
        SpringApplication application =
                new SpringApplication(VaultApplication.class, DevelopmentWiring.class);
        application.addPrimarySources(List.of(more));
        application.setEnvironment(environment(installation));
        application.addInitializers(context ->
                context.getBeanFactory()
                        .registerSingleton("developmentInstallation", installation));
        ConfigurableApplicationContext context = application.run(properties.toArray(String[]::new));
        if (context.isActive()) {
            Welcome.print(installation, out);
            SpringApplication.getShutdownHandlers().add(() -> Welcome.printEnd(settings, out));
        }
        return 0;
    }

    /// The installation's properties come before the process's environment, whose variables of the
    /// same names mean the installation.
    private static StandardEnvironment environment(Installation installation) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(
                        new MapPropertySource(
                                "development installation", ServiceProperties.of(installation)));
        return environment;
    }
}
