package io.strongroom.pkcs11;

import io.strongroom.pkcs11.root.TokenPolicy;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Which HSM, and how much of it.
///
/// @param module the vendor's shared library
/// @param tokenLabel label of the token that holds the root keys
/// @param pinFile file whose first line is the PIN of the token's user; read at each login, never
///   kept
/// @param reserved what the module wants as `pReserved` of `C_Initialize`; NSS softoken takes its
///   configuration there
/// @param sessions sessions for operations, which is how many can run at the same time; the service
///   opens as many again, and three more, to own keys and the login
/// @param cachedKeys most unwrapped keys that are kept inside the HSM
/// @param timeout how long a call waits for a free session before it is refused as busy
/// @param policy what the token must enforce
public record Pkcs11Settings(
        Path module,
        String tokenLabel,
        Path pinFile,
        @Nullable String reserved,
        int sessions,
        int cachedKeys,
        Duration timeout,
        TokenPolicy policy) {

    public Pkcs11Settings {
        if (sessions < 1 || cachedKeys < 1 || timeout.isNegative()) {
            throw new IllegalArgumentException(
                    "%d sessions, %d cached keys, timeout %s"
                            .formatted(sessions, cachedKeys, timeout));
        }
    }

    /// Settings for a token that enforces the policy, as every production token must.
    public Pkcs11Settings(
            Path module,
            String tokenLabel,
            Path pinFile,
            @Nullable String reserved,
            int sessions,
            int cachedKeys,
            Duration timeout) {
        this(
                module,
                tokenLabel,
                pinFile,
                reserved,
                sessions,
                cachedKeys,
                timeout,
                TokenPolicy.ENFORCED);
    }
}
