package io.strongroom.api.auth;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtIssuerAuthenticationManagerResolver;

/// Chooses the manager that validates a token by the issuer that the token claims. The choice
/// trusts nothing: the manager accepts only what this issuer's keys have signed.
final class ByIssuer implements AuthenticationManagerResolver<String> {
    private final Map<String, AuthenticationManager> managers;

    private ByIssuer(Map<String, AuthenticationManager> managers) {
        this.managers = Map.copyOf(managers);
    }

    /// Validates tokens of the issuers for a plane.
    ///
    /// @param audiences what tokens of the plane are for
    static AuthenticationManager validating(
            Collection<TrustedIssuer> issuers, Plane plane, Audiences audiences, Clock clock) {
        ByIssuer managers =
                new ByIssuer(
                        issuers.stream()
                                .collect(
                                        Collectors.toMap(
                                                TrustedIssuer::name,
                                                issuer ->
                                                        issuer.manager(plane, audiences, clock))));
        AuthenticationManager resolving = resolving(managers);
        return request -> {
            if (!CompactJws.isCanonical(((BearerTokenAuthenticationToken) request).getToken())) {
                throw new InvalidBearerTokenException(
                        "not a signed token", Refusals.malformed(plane));
            }
            return resolving.authenticate(request);
        };
    }

    @SuppressWarnings("NullAway") // this resolver does not look at the request
    private static AuthenticationManager resolving(ByIssuer managers) {
        return new JwtIssuerAuthenticationManagerResolver(managers).resolve(null);
    }

    @Override
    public AuthenticationManager resolve(String issuer) {
        AuthenticationManager manager = managers.get(issuer);
        if (manager == null) {
            throw new UnknownIssuerException(issuer);
        }
        return manager;
    }
}
