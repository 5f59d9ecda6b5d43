package io.strongroom.api;

import io.strongroom.pkcs11.Pkcs11Settings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The HSM, as [Pkcs11Settings] describes it.
///
/// @param sessions 0 for as many as processors
@ConfigurationProperties("strongroom.hsm")
record HsmSettings(
        Path module,
        String token,
        Path pinFile,
        @Nullable String reserved,
        @DefaultValue("0") int sessions,
        @DefaultValue("2000") int cachedKeys,
        @DefaultValue("2s") Duration timeout) {

    Pkcs11Settings pkcs11() {
        return new Pkcs11Settings(
                module,
                token,
                pinFile,
                reserved,
                sessions == 0 ? Runtime.getRuntime().availableProcessors() : sessions,
                cachedKeys,
                timeout);
    }
}
