package io.strongroom.pkcs11;

import io.strongroom.pkcs11.root.TokenPolicy;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The HSM to use, and the resources that are used of it.
///
/// @param module the vendor's shared library
/// @param tokenLabel label of the token that holds the root keys
/// @param pinFile file whose first line is the PIN of the token's user; read at each login, never
///   kept
/// @param reserved what the module wants as `pReserved` of `C_Initialize`; NSS softoken takes its
///   configuration there
/// @param sessions sessions for operations, which is how many can run at the same time; the service
///   opens as many again, and one more, to own keys and the login
/// @param cachedKeys maximum number of unwrapped keys that are kept inside the HSM
/// @param timeout how long a call waits for a free session before it is refused as busy
/// @param callTimeout how long a caller waits in all before it is refused, except for the making of
///   a key; a session whose call lasts longer is given up and replaced
/// @param policy what the token must enforce
public record Pkcs11Settings(
        Path module,
        String tokenLabel,
        Path pinFile,
        @Nullable String reserved,
        int sessions,
        int cachedKeys,
        Duration timeout,
        Duration callTimeout,
        TokenPolicy policy) {

    public Pkcs11Settings {
        if (sessions < 1
                || cachedKeys < 1
                || timeout.isNegative()
                || callTimeout.compareTo(timeout) < 0) {
            throw new IllegalArgumentException(
                    "%d sessions, %d cached keys, timeout %s, timeout of calls %s"
                            .formatted(sessions, cachedKeys, timeout, callTimeout));
        }
    }

    /// Settings for a token that enforces the policy, as every production token must. A caller
    /// waits a quarter longer than for a session.
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
                timeout.plus(timeout.dividedBy(4)),
                TokenPolicy.ENFORCED);
    }

    /// The same settings with another timeout of calls.
    public Pkcs11Settings withCallTimeout(Duration other) {
        return new Pkcs11Settings(
                module,
                tokenLabel,
                pinFile,
                reserved,
                sessions,
                cachedKeys,
                timeout,
                other,
                policy);
    }
}
