package io.strongroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.api.auth.AuthSettings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CompleteRecordsTest {
    private static final String TENANT = "11111111-1111-4111-8111-111111111111";
    private static final Map<String, String> COMPLETE =
            Map.of(
                    "strongroom.issuers[0].issuer", "https://login.test/",
                    "strongroom.issuers[0].tenant", TENANT,
                    "strongroom.issuers[0].jwks", "file:/keys.json",
                    "strongroom.tenants[0].id", TENANT,
                    "strongroom.tenants[0].name", "Contoso",
                    "strongroom.tenants[0].subscriptions[0].id", TENANT,
                    "strongroom.tenants[0].subscriptions[0].display-name", "First");

    @Test
    void members_that_may_be_absent_need_not_be_given() {
        assertThat(bound(COMPLETE, AuthSettings.class).issuers()).hasSize(1);
        assertThat(bound(COMPLETE, TenantSettings.class).tenants().getFirst().owners()).isEmpty();
        assertThat(bound(Map.of("strongroom.locations", "local"), ServiceSettings.class).node())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "strongroom.issuers[0].issuer",
        "strongroom.issuers[0].tenant",
        "strongroom.issuers[0].jwks",
        "strongroom.tenants[0].id",
        "strongroom.tenants[0].name",
        "strongroom.tenants[0].subscriptions[0].id",
        "strongroom.tenants[0].subscriptions[0].display-name"
    })
    void a_member_that_is_missing_or_empty_is_named(String name) {
        Class<?> type = name.contains("issuers") ? AuthSettings.class : TenantSettings.class;
        Map<String, String> without = new HashMap<>(COMPLETE);
        without.remove(name);
        Map<String, String> empty = new HashMap<>(COMPLETE);
        empty.put(name, "");

        for (Map<String, String> properties : java.util.List.of(without, empty)) {
            assertThatThrownBy(() -> bound(properties, type))
                    .rootCause()
                    .isInstanceOf(StartException.class)
                    .hasMessage("these settings are missing: " + name);
        }
    }

    @Test
    void all_missing_members_of_an_entry_are_named_at_once() {
        assertThatThrownBy(() ->
                        bound(Map.of("strongroom.issuers[0].issuer", "x"), AuthSettings.class))
                .rootCause()
                .hasMessage(
                        "these settings are missing: strongroom.issuers[0].tenant, strongroom.issuers[0].jwks");
    }

    private static <T> T bound(Map<String, String> properties, Class<T> type) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate(
                        "strongroom",
                        Bindable.of(type),
                        new CompleteRecords().apply(BindHandler.DEFAULT));
    }
}
