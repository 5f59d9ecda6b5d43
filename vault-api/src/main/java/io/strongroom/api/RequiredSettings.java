package io.strongroom.api;

import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/// Refuses a start without the settings that every installation needs, before any other bean is
/// created. One message names all of them.
final class RequiredSettings implements BeanFactoryPostProcessor {
    private static final List<String> ALWAYS =
            List.of(
                    "strongroom.database.url",
                    "strongroom.database.username",
                    "strongroom.database.password",
                    "strongroom.hsm.module",
                    "strongroom.hsm.token",
                    "strongroom.hsm.pin-file");
    private static final String CERTIFICATE = "spring.ssl.bundle.pem.server.keystore.certificate";
    private static final String PRIVATE_KEY = "spring.ssl.bundle.pem.server.keystore.private-key";
    private final Environment environment;

    RequiredSettings(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            throw missing(missing);
        }
    }

    /// Names of those that are not set.
    List<String> missing() {
        List<String> missing = new ArrayList<>(ALWAYS);
        if ("server".equals(environment.getProperty("server.ssl.bundle"))) {
            missing.add(CERTIFICATE);
            missing.add(PRIVATE_KEY);
        }
        missing.removeIf(this::isSet);
        return missing;
    }

    static StartException missing(List<String> names) {
        return new StartException("these settings are missing: " + String.join(", ", names), null);
    }

    private boolean isSet(String name) {
        String value = environment.getProperty(name);
        return value != null && !value.isBlank();
    }
}
