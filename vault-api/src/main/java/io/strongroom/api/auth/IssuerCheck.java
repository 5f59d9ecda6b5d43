package io.strongroom.api.auth;

import com.nimbusds.jose.KeySourceException;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.time.Clock;

/// Fetches the keys of an issuer as the service does.
public final class IssuerCheck {
    private IssuerCheck() {}

    /// Fetches its key set once.
    ///
    /// @return how many of its keys can verify tokens, at least 1
    /// @throws VaultException if it cannot be fetched, or has no such key; the message is for an
    ///   operator
    /// @throws IllegalArgumentException if keys may not come from the place in the settings
    public static int usableKeys(
            AuthSettings.Issuer issuer, AuthSettings.Jwks settings, Clock clock) {
        try (IssuerKeys keys = IssuerKeys.of(issuer, settings, clock)) {
            return keys.fetch();
        } catch (KeySourceException e) {
            throw new VaultException(
                    Problem.SERVICE_UNAVAILABLE,
                    "the key set %s cannot be used: %s"
                            .formatted(issuer.jwks(), KeySetFailure.reason(e)),
                    e);
        }
    }
}
