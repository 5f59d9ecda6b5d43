package io.strongroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.api.auth.AuthSettings;
import io.strongroom.api.http.AddressSettings;
import io.strongroom.api.listener.ConnectionSettings;
import io.strongroom.api.release.ReleaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class StrictNamesTest {
    private static final List<Class<?>> SETTINGS =
            List.of(
                    ServiceSettings.class,
                    GeographySettings.class,
                    TenantSettings.class,
                    AuthSettings.class,
                    AddressSettings.class,
                    HsmSettings.class,
                    ConnectionSettings.class,
                    ReleaseSettings.class,
                    FailureSettings.class,
                    DatabaseProperties.class,
                    WebhookSettings.class);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "strongroom.node",
                "strongroom.locations",
                "strongroom.locations[0]",
                "strongroom.jwks.rate-limit",
                "strongroom.jwks.rateLimit",
                "strongroom.jwks.RATE_LIMIT",
                "strongroom.issuers[12].shares-principals",
                "strongroom.tenants[0].subscriptions[1].resource-groups[2]",
                "strongroom.tenants[0].owners",
                "strongroom.database.owner.username",
                "strongroom.hsm.pin-file",
                "server.port",
                "strongroom-other.jwks",
                "nothing.of.ours"
            })
    void a_setting_may_be_given_in_each_spelling_that_spring_reads(String name) {
        assertAccepted(new MapPropertySource("test", Map.of(name, "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "strongroom.jwks.outtage",
                "strongroom.jwks.rate.limit",
                "strongroom.issuer[0].issuer",
                "strongroom.issuers[0].issuers",
                "strongroom.issuers.issuer",
                "strongroom.node.name",
                "strongroom.node[0]",
                "strongroom.databases.url",
                "strongroom.tenants[0].subscription[0].id"
            })
    void a_setting_that_does_not_exist_refuses_the_start(String name) {
        assertThatThrownBy(() -> check(new MapPropertySource("test", Map.of(name, "5m"))))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("these settings do not exist: " + name);
    }

    @ParameterizedTest
    @CsvSource({
        "strongroom.hsm.sesions, strongroom.hsm.sessions",
        "strongroom.jwks.outtage, strongroom.jwks.outage",
        "strongroom.issuer[0].issuer, strongroom.issuers[n].issuer",
        "strongroom.issuers[3].issuers, strongroom.issuers[n].issuer",
        "strongroom.tenants[0].subscription[0].id, strongroom.tenants[n].subscriptions[n].id",
        "strongroom.databases.url, strongroom.database.url",
        "strongroom.hsm.pinfiel, strongroom.hsm.pin-file"
    })
    void the_nearest_name_is_suggested(String name, String nearest) {
        assertThatThrownBy(() -> check(new MapPropertySource("test", Map.of(name, "5m"))))
                .hasMessage(
                        "these settings do not exist: %s (did you mean %s?)"
                                .formatted(name, nearest));
    }

    @ParameterizedTest
    @CsvSource({
        "STRONGROOM_HSM_SESIONS, STRONGROOM_HSM_SESSIONS",
        "STRONGROOM_DATABASE_PASWORD, STRONGROOM_DATABASE_PASSWORD",
        "STRONGROOM_ISSUER_0_ISSUER, STRONGROOM_ISSUERS_0_ISSUER",
        "STRONGROOM_HSM_PINFIEL, STRONGROOM_HSM_PINFILE"
    })
    void the_nearest_variable_is_suggested(String name, String nearest) {
        assertThatThrownBy(() -> check(variables(name)))
                .hasMessage(
                        "these settings do not exist: %s (did you mean %s?)"
                                .formatted(name, nearest));
    }

    @Test
    void nothing_is_suggested_for_a_name_that_is_like_no_other() {
        assertThatThrownBy(() ->
                        check(new MapPropertySource("test", Map.of("strongroom.colour", "red"))))
                .hasMessage("these settings do not exist: strongroom.colour");
    }

    @Test
    void all_settings_that_do_not_exist_are_named_in_one_line() {
        assertThatThrownBy(() ->
                        check(
                                new MapPropertySource(
                                        "one", Map.of("strongroom.b", 1, "strongroom.node", "x")),
                                new MapPropertySource(
                                        "two", Map.of("strongroom.a", 1, "strongroom.b", 2)),
                                variables("STRONGROOM_C")))
                .hasMessage(
                        "these settings do not exist: STRONGROOM_C, strongroom.a, strongroom.b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STRONGROOM_NODE",
                "STRONGROOM_DATABASE_PASSWORD",
                "STRONGROOM_JWKS_RATE_LIMIT",
                "STRONGROOM_JWKS_RATELIMIT",
                "STRONGROOM_ISSUERS_0_SHARES_PRINCIPALS",
                "STRONGROOM_TENANTS_0_SUBSCRIPTIONS_1_RESOURCEGROUPS_2",
                "STRONGROOM_LOCATIONS",
                "strongroom_hsm_pin_file",
                "strongroom.hsm.pin-file",
                "STRONGROOMS",
                "PATH"
            })
    void an_environment_variable_may_be_a_setting_as_spring_reads_it(String variable) {
        assertAccepted(variables(variable));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STRONGROOM_JWKS_OUTTAGE",
                "STRONGROOM_ISSUER_0_ISSUER",
                "STRONGROOM_ISSUERS_ISSUER",
                "strongroom_nodes"
            })
    void an_environment_variable_that_is_no_setting_refuses_the_start(String variable) {
        assertThatThrownBy(() -> check(variables(variable)))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("these settings do not exist: " + variable);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STRONGROOM_HOME",
                "STRONGROOM_PORT",
                "STRONGROOM_URL",
                "STRONGROOM_PKCS11_PIN_FILE",
                "STRONGROOM_SERVICE_HOST",
                "STRONGROOM_SERVICE_PORT",
                "STRONGROOM_SERVICE_PORT_HTTPS",
                "STRONGROOM_PORT_8443_TCP",
                "STRONGROOM_PORT_8443_TCP_ADDR"
            })
    void variables_of_other_programs_are_left_alone(String variable) {
        assertAccepted(variables(variable));
    }

    @Test
    void every_setting_in_the_documentation_exists() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "operations.md"));
        List<String> names =
                Pattern.compile("`(strongroom\\.[a-z0-9.\\[\\]-]+)`")
                        .matcher(document)
                        .results()
                        .map((MatchResult match) -> match.group(1))
                        .filter(name -> !name.matches("strongroom\\.(jar|service|cdx\\.json)"))
                        .map(name -> name.replaceAll("\\[[nm]?\\]", "[0]"))
                        .distinct()
                        .toList();

        assertThat(names).hasSizeGreaterThan(20);
        for (String name : names) {
            assertAccepted(new MapPropertySource("documentation", Map.of(name, "")));
        }
    }

    private static SystemEnvironmentPropertySource variables(String name) {
        return new SystemEnvironmentPropertySource("variables", Map.of(name, "x"));
    }

    private static void assertAccepted(PropertySource<?> source) {
        assertThatCode(() -> check(source)).doesNotThrowAnyException();
    }

    private static void check(PropertySource<?>... sources) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(s -> environment.getPropertySources().remove(s.getName()));
        for (PropertySource<?> source : sources) {
            environment.getPropertySources().addLast(source);
        }
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        for (Class<?> type : SETTINGS) {
            beans.registerBeanDefinition(type.getName(), new RootBeanDefinition(type));
        }
        new StrictNames(environment).postProcessBeanFactory(beans);
    }
}
