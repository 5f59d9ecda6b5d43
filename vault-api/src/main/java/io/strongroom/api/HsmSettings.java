package io.strongroom.api;

import io.strongroom.api.data.HsmPlatform;
import io.strongroom.pkcs11.Pkcs11Settings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The HSM, as [Pkcs11Settings] describes it.
///
/// @param sessions 0 for as many as processors
/// @param callTimeout null for a quarter more than `timeout`
/// @param platform the level that the HSM is certified for
@ConfigurationProperties("strongroom.hsm")
record HsmSettings(
        Path module,
        String token,
        Path pinFile,
        @Nullable String reserved,
        @DefaultValue("0") int sessions,
        @DefaultValue("2000") int cachedKeys,
        @DefaultValue("2s") Duration timeout,
        @Nullable Duration callTimeout,
        @DefaultValue("0") String platform) {

    private static final Duration SHORTEST_CALL_TIMEOUT = Duration.ofMillis(100);
    private static final Duration LONGEST_CALL_TIMEOUT = Duration.ofMinutes(1);

    HsmSettings {
        HsmPlatform.of(platform);
        if (callTimeout != null && !isPossible(callTimeout, timeout)) {
            throw new IllegalArgumentException(
                    "strongroom.hsm.call-timeout must be between %d ms and %d ms, and not below strongroom.hsm.timeout=%d ms: %d ms"
                            .formatted(
                                    SHORTEST_CALL_TIMEOUT.toMillis(),
                                    LONGEST_CALL_TIMEOUT.toMillis(),
                                    timeout.toMillis(),
                                    callTimeout.toMillis()));
        }
    }

    Pkcs11Settings pkcs11() {
        Pkcs11Settings settings =
                new Pkcs11Settings(
                        module,
                        token,
                        pinFile,
                        reserved,
                        sessions == 0 ? Runtime.getRuntime().availableProcessors() : sessions,
                        cachedKeys,
                        timeout);
        return callTimeout == null ? settings : settings.withCallTimeout(callTimeout);
    }

    HsmPlatform hsmPlatform() {
        return HsmPlatform.of(platform);
    }

    private static boolean isPossible(Duration callTimeout, Duration timeout) {
        return callTimeout.compareTo(SHORTEST_CALL_TIMEOUT) >= 0
                && callTimeout.compareTo(LONGEST_CALL_TIMEOUT) <= 0
                && callTimeout.compareTo(timeout) >= 0;
    }
}
