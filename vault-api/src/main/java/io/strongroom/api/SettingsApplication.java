package io.strongroom.api;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/// The settings of the service without the service, for commands.
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    ConfigurationPropertiesAutoConfiguration.class,
    PropertyPlaceholderAutoConfiguration.class,
    SslAutoConfiguration.class
})
@Import(SettingsWiring.class)
class SettingsApplication {
    private static final String LOG_FILE = "--logging.file.name=";

    /// Reads the settings from where the service reads them. A group of settings is read, and
    /// refused if it is wrong, when its bean is requested. The log file is not written: it is the
    /// service's, and the one who types a command is often another user.
    ///
    /// @throws RuntimeException once [StartFailureReporter] has logged the reason
    static ConfigurableApplicationContext read(List<String> arguments) {
        SpringApplication application = new SpringApplication(SettingsApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setLazyInitialization(true);
        application.setRegisterShutdownHook(false);
        return application.run(
                Stream.concat(
                                arguments.stream().filter(word -> !word.startsWith(LOG_FILE)),
                                Stream.of(LOG_FILE))
                        .toArray(String[]::new));
    }
}
