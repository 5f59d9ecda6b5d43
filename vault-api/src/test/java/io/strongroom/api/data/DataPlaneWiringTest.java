package io.strongroom.api.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.api.auth.AuthWiring;
import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.HttpWiring;
import io.strongroom.core.InMemoryInstallation;
import io.strongroom.core.backup.Geographies;
import io.strongroom.core.budget.FailureBudget;
import io.strongroom.core.crypto.BackupCipher;
import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.KeyReleaser;
import io.strongroom.core.crypto.PublicKeyOperations;
import io.strongroom.core.crypto.RandomSource;
import io.strongroom.core.crypto.software.SoftwarePublicKeyOperations;
import io.strongroom.core.event.KeyEvents;
import io.strongroom.core.key.KeyRepository;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.state.FakeSealer;
import io.strongroom.core.state.Sealer;
import io.strongroom.core.vault.LegacyAlgorithms;
import io.strongroom.core.vault.VaultRepository;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;

final class DataPlaneWiringTest {

    @Test
    void the_data_plane_stands_before_all_other_filters() {
        try (AnnotationConfigApplicationContext context = context(Map.of())) {
            FilterRegistrationBean<?> dataPlane = context.getBean(FilterRegistrationBean.class);

            assertThat(dataPlane.getFilter()).isInstanceOf(DataPlane.class);
            assertThat(dataPlane.getOrder()).isEqualTo(Ordered.HIGHEST_PRECEDENCE);
        }
    }

    @Test
    void addresses_follow_the_configuration() {
        Map<String, Object> settings =
                Map.of(
                        "strongroom.domain", "keys.example",
                        "strongroom.authority", "https://login.test",
                        "server.port", "9443");
        try (AnnotationConfigApplicationContext context = context(settings)) {
            Addresses addresses = context.getBean(Addresses.class);

            assertThat(addresses.publicPort()).isEqualTo(":9443");
            assertThat(addresses.resource("")).isEqualTo("https://keys.example");
            assertThat(addresses.authority("")).isEqualTo("https://login.test");
        }
        settings = Map.of("server.port", "9443", "strongroom.public-port", "443");
        try (AnnotationConfigApplicationContext context = context(settings)) {
            assertThat(context.getBean(Addresses.class).publicPort()).isEmpty();
        }
    }

    private static AnnotationConfigApplicationContext context(Map<String, Object> settings) {
        InMemoryInstallation installation = new InMemoryInstallation();
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", settings));
        context.registerBean(Clock.class, () -> installation.clock);
        context.registerBean(AuditedOperations.class, () -> installation.operations);
        context.registerBean(VaultRepository.class, () -> installation.vaults);
        context.registerBean(KeyRepository.class, () -> installation.keys);
        context.registerBean(LegacyAlgorithms.class, () -> LegacyAlgorithms.NONE);
        context.registerBean(FailureBudget.class, () -> installation.budget);
        context.registerBean(KeyEvents.class, () -> installation.events);
        context.registerBean(KeyProvider.class, () -> installation.provider);
        context.registerBean(RandomSource.class, () -> installation.random);
        context.registerBean(KeyReleaser.class, () -> installation.releaser);
        context.registerBean(HsmPlatform.class, () -> HsmPlatform.NOT_CERTIFIED);
        context.registerBean(BackupCipher.class, () -> installation.cipher);
        context.registerBean(Sealer.class, () -> new FakeSealer());
        context.registerBean(Geographies.class, () -> Geographies.NONE);
        context.registerBean(PublicKeyOperations.class, SoftwarePublicKeyOperations::new);
        context.register(HttpWiring.class, AuthWiring.class, DataPlaneWiring.class);
        context.refresh();
        return context;
    }
}
