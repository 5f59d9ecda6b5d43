package io.strongroom.api.auth;

import io.strongroom.core.identity.TenantId;
import java.time.Clock;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;

/// An issuer whose tokens are accepted, for one tenant.
final class TrustedIssuer implements AutoCloseable {
    private final String name;
    private final TenantId tenant;
    private final IssuerKeys keys;

    /// @throws IllegalArgumentException if keys may not come from the place in the settings
    TrustedIssuer(AuthSettings.Issuer settings, AuthSettings.Jwks jwks) {
        this.name = settings.issuer();
        this.tenant = new TenantId(settings.tenant());
        this.keys = IssuerKeys.of(settings, jwks);
    }

    /// `iss` of its tokens.
    String name() {
        return name;
    }

    TenantId tenant() {
        return tenant;
    }

    /// How many of its key sets had no key that verifies tokens.
    long unusableKeySets() {
        return keys.unusableKeySets();
    }

    /// Validates this issuer's tokens for a plane.
    ///
    /// @param audiences what tokens of the plane are for
    AuthenticationManager manager(Plane plane, Audiences audiences, Clock clock) {
        TokenRules rules = new TokenRules(name, tenant, plane, audiences, clock);
        JwtAuthenticationProvider provider =
                new JwtAuthenticationProvider(new IssuerDecoder(name, keys, plane, rules));
        provider.setJwtAuthenticationConverter(rules::authentication);
        return provider::authenticate;
    }

    @Override
    public void close() {
        keys.close();
    }
}
