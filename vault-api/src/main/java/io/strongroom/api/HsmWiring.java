package io.strongroom.api;

import io.strongroom.api.data.HsmPlatform;
import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.core.crypto.BackupCipher;
import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.KeyReleaser;
import io.strongroom.core.crypto.RandomSource;
import io.strongroom.core.state.Sealer;
import io.strongroom.pkcs11.Pkcs11Hsm;
import io.strongroom.pkcs11.root.Canary;
import io.strongroom.postgres.PostgresInstallation;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The HSM. It is opened when records can be stored, and used only if it holds the keys of this
/// installation.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HsmSettings.class)
class HsmWiring {

    @Bean
    HsmLifetime hsmLifetime(LifecycleLog closedLater) {
        return new HsmLifetime();
    }

    @Bean(destroyMethod = "")
    Pkcs11Hsm hsm(
            HsmLifetime lifetime,
            HsmSettings settings,
            PostgresInstallation installation,
            ChainedAuditTrail opened,
            Clock clock) {
        Pkcs11Hsm hsm = lifetime.open(settings.pkcs11());
        byte[] canary =
                installation
                        .canary()
                        .orElseGet(() ->
                                installation.keep(hsm.newCanary().encoded(), clock.instant()));
        hsm.requireCanary(new Canary(canary));
        return hsm;
    }

    @Bean
    KeyProvider keyProvider(Pkcs11Hsm hsm) {
        return hsm.keyProvider();
    }

    @Bean
    KeyReleaser keyReleaser(Pkcs11Hsm hsm) {
        return hsm.keyReleaser();
    }

    @Bean
    RandomSource randomSource(Pkcs11Hsm hsm) {
        return hsm.randomSource();
    }

    @Bean
    HsmPlatform hsmPlatform(HsmSettings settings) {
        return settings.hsmPlatform();
    }

    @Bean
    BackupCipher backupCipher(Pkcs11Hsm hsm) {
        return hsm.backupCipher();
    }

    @Bean
    Sealer sealer(Pkcs11Hsm hsm) {
        return hsm.sealer();
    }
}
