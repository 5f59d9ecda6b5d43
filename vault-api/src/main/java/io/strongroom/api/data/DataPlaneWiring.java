package io.strongroom.api.data;

import io.strongroom.api.auth.AuthSettings;
import io.strongroom.api.auth.TokenAuthentication;
import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.Requests;
import io.strongroom.api.release.AttestationTokens;
import io.strongroom.api.release.ReleaseSettings;
import io.strongroom.core.access.VaultDoor;
import io.strongroom.core.backup.Backups;
import io.strongroom.core.backup.Geographies;
import io.strongroom.core.budget.FailureBudget;
import io.strongroom.core.crypto.BackupCipher;
import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.KeyReleaser;
import io.strongroom.core.crypto.PublicKeyOperations;
import io.strongroom.core.crypto.RandomSource;
import io.strongroom.core.event.KeyEvents;
import io.strongroom.core.key.KeyAttestation;
import io.strongroom.core.key.KeyBackups;
import io.strongroom.core.key.KeyLifecycle;
import io.strongroom.core.key.KeyRelease;
import io.strongroom.core.key.KeyRepository;
import io.strongroom.core.key.KeyRotation;
import io.strongroom.core.key.KeyUsage;
import io.strongroom.core.key.Keys;
import io.strongroom.core.key.RandomNumbers;
import io.strongroom.core.key.RestoredKeys;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.state.Sealer;
import io.strongroom.core.vault.LegacyAlgorithms;
import io.strongroom.core.vault.VaultRepository;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/// Puts the data plane before everything else that answers HTTP.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReleaseSettings.class)
public class DataPlaneWiring {

    @Bean
    Keys keys(KeyRepository repository, KeyEvents events, KeyProvider provider, Clock clock) {
        return new Keys(repository, events, provider, randomIds(), clock);
    }

    @Bean
    KeyLifecycle keyLifecycle(KeyRepository repository, Keys keys) {
        return new KeyLifecycle(repository, keys);
    }

    @Bean
    KeyRotation keyRotation(KeyRepository repository, Keys keys) {
        return new KeyRotation(repository, keys);
    }

    @Bean
    KeyBackups keyBackups(
            KeyRepository keys,
            KeyProvider provider,
            BackupCipher cipher,
            Sealer sealer,
            Geographies geographies,
            Clock clock) {
        return new KeyBackups(
                keys,
                new Backups(cipher, sealer, geographies, randomIds(), clock),
                new RestoredKeys(keys, cipher, provider.pool(), randomIds()));
    }

    @Bean
    KeyUsage keyUsage(
            KeyRepository keys,
            KeyProvider provider,
            PublicKeyOperations publicKeys,
            LegacyAlgorithms legacy,
            FailureBudget budget,
            Clock clock) {
        return new KeyUsage(keys, provider, provider, provider, publicKeys, legacy, budget, clock);
    }

    @Bean
    HsmFacts hsmFacts(RandomSource random, KeyRepository keys) {
        return new HsmFacts(new RandomNumbers(random), new KeyAttestation(keys));
    }

    @Bean
    AttestationTokens attestationTokens(
            ReleaseSettings settings, AuthSettings issuers, Clock clock) {
        return new AttestationTokens(settings, issuers.jwks(), clock);
    }

    @Bean
    KeyRelease keyRelease(KeyRepository keys, KeyReleaser releaser, AttestationTokens tokens) {
        return new KeyRelease(keys, releaser, tokens);
    }

    @Bean
    FilterRegistrationBean<DataPlane> dataPlane(
            Addresses addresses,
            Requests requests,
            TokenAuthentication tokens,
            AuditedOperations operations,
            VaultRepository vaults,
            KeyLifecycle lifecycle,
            KeyUsage usage,
            HsmFacts hsmFacts,
            HsmPlatform platform,
            KeyRotation rotation,
            KeyBackups backups,
            KeyRelease release) {
        FilterRegistrationBean<DataPlane> first =
                new FilterRegistrationBean<>(
                        new DataPlane(
                                addresses,
                                requests,
                                tokens,
                                operations,
                                new VaultDoor(vaults),
                                platform,
                                Routes.of(
                                        new KeyManagement(lifecycle),
                                        new KeyCryptography(usage),
                                        hsmFacts,
                                        new Rotation(rotation),
                                        new KeyPreservation(backups),
                                        new KeyReleasing(release))));
        first.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return first;
    }

    /// All 128 bits are random, including those in which a UUID has its version and variant.
    private static Supplier<UUID> randomIds() {
        SecureRandom random = new SecureRandom();
        return () -> new UUID(random.nextLong(), random.nextLong());
    }
}
