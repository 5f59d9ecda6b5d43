package io.strongroom.api.auth;

import com.nimbusds.jwt.SignedJWT;
import io.strongroom.api.http.Addresses;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.TenantId;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Says who calls, from the `Authorization` header. A token is accepted when an issuer of the fixed
/// list signed it with RS256, PS256 or ES256, for this plane, and its time has come and not passed
/// (RFC 8725, RFC 9068). It names what it is signed with; where the keys come from, it has no say.
public final class TokenAuthentication implements AutoCloseable {
    /// Longest token, in characters.
    public static final int MAX_TOKEN = 16 * 1024;

    private static final String SCHEME = "Bearer ";
    private final Map<String, TrustedIssuer> issuers = new HashMap<>();
    private final Map<Plane, List<String>> audiences = new EnumMap<>(Plane.class);
    private final Map<Plane, TokenCache> caches = new EnumMap<>(Plane.class);
    private final Clock clock;

    public TokenAuthentication(AuthSettings settings, Addresses addresses, Clock clock) {
        this.clock = clock;
        audiences.put(Plane.DATA, List.of(addresses.resource(addresses.publicPort())));
        audiences.put(Plane.CONTROL, addresses.controlResources(addresses.publicPort()));
        for (Plane plane : Plane.values()) {
            caches.put(plane, new TokenCache(settings.tokens(), clock));
        }
        for (AuthSettings.Issuer issuer : settings.issuers()) {
            issuers.put(issuer.issuer(), new TrustedIssuer(issuer, settings.jwks()));
        }
    }

    /// Says who calls.
    ///
    /// @throws VaultException with the message that Azure uses
    /// @throws VaultException when the issuer's keys are not to be had
    public Caller authenticate(@Nullable String authorizationHeader, Plane plane) {
        return authenticated(authorizationHeader, plane, null);
    }

    /// Says who calls something of a tenant. The caller may turn out to be another tenant's: then
    /// [#requireTenant] refuses.
    ///
    /// @param tenant whose issuers a refusal names
    public Caller authenticate(@Nullable String authorizationHeader, Plane plane, TenantId tenant) {
        return authenticated(authorizationHeader, plane, tenant);
    }

    /// Requires that the caller's token is the tenant's.
    ///
    /// @throws VaultException as Azure says it
    public void requireTenant(Caller caller, TenantId tenant, Plane plane) {
        if (!caller.tenant().equals(tenant)) {
            throw Refusals.issuer(plane, caller.issuer(), issuersOf(tenant));
        }
    }

    private Caller authenticated(@Nullable String header, Plane plane, @Nullable TenantId tenant) {
        String token = token(header, plane);
        TokenCache cache = Objects.requireNonNull(caches.get(plane));
        TokenHash hash = TokenHash.of(token);
        Caller known = cache.find(hash);
        if (known != null) {
            return known;
        }
        SignedJWT parsed = parsed(token, plane);
        TrustedIssuer issuer = issuerOf(parsed, plane, tenant);
        TokenClaims claims = new TokenClaims(issuer.verified(parsed, plane), plane);
        Instant expires = claims.requireTime(clock.instant());
        claims.requireAudience(Objects.requireNonNull(audiences.get(plane)));
        Caller caller = claims.caller(issuer.name(), issuer.tenant());
        cache.put(hash, caller, expires);
        return caller;
    }

    private static String token(@Nullable String header, Plane plane) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw Refusals.missing(plane);
        }
        String token = header.substring(SCHEME.length()).strip();
        if (token.isEmpty()) {
            throw Refusals.missing(plane);
        }
        if (token.length() > MAX_TOKEN) {
            throw Refusals.malformed(plane);
        }
        return token;
    }

    private static SignedJWT parsed(String token, Plane plane) {
        try {
            return SignedJWT.parse(token);
        } catch (ParseException | RuntimeException e) {
            throw Refusals.malformed(plane);
        }
    }

    /// The issuer that the token claims to be from; whether it is, its signature shows.
    private TrustedIssuer issuerOf(SignedJWT token, Plane plane, @Nullable TenantId tenant) {
        String claimed;
        try {
            claimed = token.getJWTClaimsSet().getIssuer();
        } catch (ParseException | RuntimeException e) {
            throw Refusals.malformed(plane);
        }
        TrustedIssuer issuer = claimed == null ? null : issuers.get(claimed);
        if (issuer == null) {
            throw Refusals.issuer(
                    plane,
                    claimed == null ? "" : claimed,
                    tenant == null ? issuers.keySet() : issuersOf(tenant));
        }
        return issuer;
    }

    private List<String> issuersOf(TenantId tenant) {
        return issuers.values().stream()
                .filter(issuer -> issuer.tenant().equals(tenant))
                .map(TrustedIssuer::name)
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        issuers.values().forEach(TrustedIssuer::close);
    }
}
