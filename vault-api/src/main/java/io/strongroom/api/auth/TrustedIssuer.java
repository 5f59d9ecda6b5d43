package io.strongroom.api.auth;

import com.nimbusds.jose.KeySourceException;
import io.strongroom.core.identity.TenantId;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;

/// An issuer whose tokens are accepted, for one tenant.
final class TrustedIssuer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrustedIssuer.class);
    private final String name;
    private final TenantId tenant;
    private final IssuerKeys keys;
    private volatile IssuerState state;
    private boolean reported;

    /// @throws IllegalArgumentException if keys may not come from the place in the settings
    TrustedIssuer(AuthSettings.Issuer settings, AuthSettings.Jwks jwks, Clock clock) {
        this.name = settings.issuer();
        this.tenant = new TenantId(settings.tenant());
        this.keys = IssuerKeys.of(settings, jwks, clock);
        this.state = new IssuerState(name, clock.instant(), false);
    }

    /// `iss` of its tokens.
    String name() {
        return name;
    }

    TenantId tenant() {
        return tenant;
    }

    /// Fetches its keys, unless they were fetched shortly before. A change is logged.
    void refresh() {
        boolean usable;
        String reason = "";
        try {
            keys.fetch();
            usable = true;
        } catch (KeySourceException e) {
            usable = false;
            reason = KeySetFailure.reason(e);
        }
        report(usable, reason);
        Instant fetched = keys.fetched();
        state = new IssuerState(name, fetched == null ? state.since() : fetched, usable);
    }

    private void report(boolean usable, String reason) {
        if (!usable && (state.usable() || !reported)) {
            LOG.warn("issuer {} has no usable keys: {}", name, reason);
        }
        if (usable && !state.usable() && reported) {
            LOG.info("issuer {} has usable keys again", name);
        }
        reported = true;
    }

    /// What [#refresh] found last.
    IssuerState state() {
        return state;
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
