package io.strongroom.api;

import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/// Says which settings are missing, all at once, before anything is made. Spring makes it by its
/// name.
final class RequiredSettings
        implements ApplicationContextInitializer<ConfigurableApplicationContext> {
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

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if (context.getParent() != null) {
            return;
        }
        Environment environment = context.getEnvironment();
        List<String> missing = new ArrayList<>(ALWAYS);
        if ("server".equals(environment.getProperty("server.ssl.bundle"))) {
            missing.add(CERTIFICATE);
            missing.add(PRIVATE_KEY);
        }
        missing.removeIf(name -> isSet(environment, name));
        if (!missing.isEmpty()) {
            throw new StartException(
                    "these settings are missing: " + String.join(", ", missing), null);
        }
    }

    private static boolean isSet(Environment environment, String name) {
        String value = environment.getProperty(name);
        return value != null && !value.isBlank();
    }
}
