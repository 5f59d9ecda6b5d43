package io.strongroom.dev;

import io.strongroom.pkcs11.Pkcs11Hsm;
import io.strongroom.pkcs11.Pkcs11Settings;
import java.nio.file.Path;
import java.time.Duration;

/// The HSM of a development installation, without the service.
public final class DevelopmentHsm {
    private static final int CACHED_KEYS = 100;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private DevelopmentHsm() {}

    /// Opens it.
    ///
    /// @param home of an installation that has run before
    /// @param sessions how many calls run at once
    public static Pkcs11Hsm open(Path home, int sessions) {
        DevelopmentSettings.Hsm hsm = SoftHsm.prepare(home.resolve("hsm"), System.err);
        return Pkcs11Hsm.open(
                new Pkcs11Settings(
                        hsm.module(),
                        hsm.token(),
                        hsm.pinFile(),
                        null,
                        sessions,
                        CACHED_KEYS,
                        TIMEOUT));
    }
}
