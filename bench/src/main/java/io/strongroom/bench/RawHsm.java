package io.strongroom.bench;

import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VersionId;
import io.strongroom.dev.DevelopmentHsm;
import io.strongroom.pkcs11.Pkcs11Hsm;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;

/// The rate of the HSM alone: the same module and key provider as in the service, two sessions, and
/// enough callers that neither ever waits for work. It is the ceiling that the service is compared
/// with.
final class RawHsm {
    private static final int SESSIONS = 2;
    private static final int CALLERS = 16;
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    private RawHsm() {}

    /// Measures the HSM of a development installation and prints `ALGORITHM RATE` lines.
    ///
    /// @param home of the installation
    static void measure(Path home, int seconds) throws InterruptedException {
        try (Pkcs11Hsm hsm = DevelopmentHsm.open(home, SESSIONS)) {
            KeyProvider provider = hsm.keyProvider();
            print("RS256", provider, new KeySpec.Rsa(2048), SignatureAlgorithm.RS256, seconds);
            print(
                    "ES256",
                    provider,
                    new KeySpec.Ec(Curve.P_256),
                    SignatureAlgorithm.ES256,
                    seconds);
        }
    }

    /// Measures how fast the HSM of a development installation makes EC keys of P-256 and wraps
    /// them, and prints the rate.
    static void measureCreation(Path home, int seconds) throws InterruptedException {
        try (Pkcs11Hsm hsm = DevelopmentHsm.open(home, SESSIONS)) {
            KeyProvider provider = hsm.keyProvider();
            TenantKey tenantKey = provider.createTenantKey(new TenantId(UUID.randomUUID()));
            KeySpec spec = new KeySpec.Ec(Curve.P_256);
            Runnable creation =
                    () -> provider.generate(tenantKey, header(provider, tenantKey, spec));
            rate(creation, WARM_UP);
            System.out.println(Math.round(rate(creation, Duration.ofSeconds(seconds))));
        }
    }

    private static void print(
            String name,
            KeyProvider provider,
            KeySpec spec,
            SignatureAlgorithm algorithm,
            int seconds)
            throws InterruptedException {
        WrappedKey key = key(provider, spec);
        byte[] digest = new byte[algorithm.hash().bytes()];
        Runnable signing = () -> provider.signing(key, algorithm, digest).result();
        rate(signing, WARM_UP);
        System.out.println(name + " " + Math.round(rate(signing, Duration.ofSeconds(seconds))));
    }

    private static WrappedKey key(KeyProvider provider, KeySpec spec) {
        TenantKey tenantKey = provider.createTenantKey(new TenantId(UUID.randomUUID()));
        KeyHeader header = header(provider, tenantKey, spec);
        return new WrappedKey(header, provider.generate(tenantKey, header), tenantKey);
    }

    private static KeyHeader header(KeyProvider provider, TenantKey tenantKey, KeySpec spec) {
        VaultId vault = new VaultId(tenantKey.tenant(), UUID.randomUUID());
        return new KeyHeader(
                new KeyId(vault, new ObjectName("raw")),
                new VersionId(UUID.randomUUID()),
                spec,
                KeyHeader.purposesOf(spec),
                Instant.EPOCH,
                provider.pool(),
                provider.rootVersion());
    }

    private static double rate(Runnable call, Duration duration) throws InterruptedException {
        LongAdder count = new LongAdder();
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        Thread[] threads = new Thread[CALLERS];
        for (int i = 0; i < threads.length; i++) {
            threads[i] =
                    Thread.ofVirtual()
                            .start(() -> {
                                while (System.nanoTime() < end) {
                                    call.run();
                                    count.increment();
                                }
                            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return count.sum() * 1e9 / (System.nanoTime() - start);
    }
}
