package io.strongroom.api;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/// Refuses a start with a setting below `strongroom` that does not exist, such as a misspelt one,
/// whose default would otherwise be used without a word. Every property source that can list its
/// names is checked.
final class StrictNames implements BeanFactoryPostProcessor {
    private static final ConfigurationPropertyName ROOT =
            ConfigurationPropertyName.of("strongroom");
    private static final String VARIABLE_PREFIX = "strongroom_";

    /// Variables of `./dev`, of programs that call the service, and those that Kubernetes sets for
    /// a service named `strongroom`.
    private static final Pattern OTHER_VARIABLES =
            Pattern.compile(
                    "STRONGROOM_(URL|CA|VAULT_DOMAIN|RESOURCE"
                            + "|HOME|INSTALLATION|MANAGEMENT_PORT|DATABASE_SECRET|PKCS11_(MODULE|TOKEN|PIN_FILE)"
                            + "|JAVA_HOME|JAVA_OPTIONS"
                            + "|PORT(_\\d+_(TCP|UDP)(_(ADDR|PORT|PROTO))?)?|SERVICE_(HOST|PORT(_\\w+)?))");

    private final ConfigurableEnvironment environment;

    StrictNames(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        SettingNames known = known(beans);
        Set<String> unknown = new TreeSet<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof SystemEnvironmentPropertySource variables) {
                addUnknown(variables, known, unknown);
            }
        }
        ConfigurationPropertySources.get(environment)
                .forEach(source -> {
                    boolean variables =
                            source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
                    if (!variables
                            && source instanceof IterableConfigurationPropertySource iterable) {
                        iterable.stream()
                                .filter(ROOT::isAncestorOf)
                                .filter(name -> !known.has(name))
                                .forEach(name ->
                                        unknown.add(
                                                suggested(name.toString(), known.nearest(name))));
                    }
                });
        if (!unknown.isEmpty()) {
            throw new StartException(
                    "these settings do not exist: " + String.join(", ", unknown), null);
        }
    }

    private static void addUnknown(
            SystemEnvironmentPropertySource variables, SettingNames known, Set<String> unknown) {
        for (String name : variables.getPropertyNames()) {
            if (name.toLowerCase(Locale.ROOT).startsWith(VARIABLE_PREFIX)
                    && !OTHER_VARIABLES.matcher(name).matches()
                    && !known.hasVariable(name)) {
                unknown.add(suggested(name, known.nearestVariable(name)));
            }
        }
    }

    private static String suggested(String name, Optional<String> nearest) {
        return nearest.map(known -> name + " (did you mean " + known + "?)").orElse(name);
    }

    private static SettingNames known(ConfigurableListableBeanFactory beans) {
        SettingNames names = new SettingNames();
        for (String bean : beans.getBeanDefinitionNames()) {
            Class<?> type = beans.getType(bean, false);
            String prefix = prefix(type);
            if (type != null && prefix != null) {
                names.add(prefix, type);
            }
        }
        return names;
    }

    /// The prefix of a record with settings of ours, else null.
    private static @Nullable String prefix(@Nullable Class<?> type) {
        ConfigurationProperties properties =
                type == null
                        ? null
                        : AnnotatedElementUtils.findMergedAnnotation(
                                type, ConfigurationProperties.class);
        if (properties == null || properties.prefix().isEmpty()) {
            return null;
        }
        ConfigurationPropertyName prefix = ConfigurationPropertyName.of(properties.prefix());
        return ROOT.equals(prefix) || ROOT.isAncestorOf(prefix) ? properties.prefix() : null;
    }
}
