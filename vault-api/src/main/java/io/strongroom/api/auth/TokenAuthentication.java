package io.strongroom.api.auth;

import io.strongroom.api.http.Addresses;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.TenantId;
import java.time.Clock;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/// Authenticates callers by their bearer tokens. A token is accepted if a configured issuer signed
/// it with RS256, PS256 or ES256 for this plane, and if it is valid now (RFC 8725, RFC 9068). The
/// token picks a key by `kid`; it cannot choose where keys are fetched from.
///
/// Spring Security's filters use [#manager]; the data plane, which has a filter of its own, calls
/// [#authenticate]. Both go through the same managers and the same caches.
public final class TokenAuthentication implements AutoCloseable {
    private final Map<String, TrustedIssuer> issuers = new HashMap<>();
    private final Map<Plane, AuthenticationManager> managers = new EnumMap<>(Plane.class);

    public TokenAuthentication(AuthSettings settings, Addresses addresses, Clock clock) {
        for (AuthSettings.Issuer issuer : settings.issuers()) {
            issuers.put(issuer.issuer(), new TrustedIssuer(issuer, settings.jwks(), clock));
        }
        for (Plane plane : Plane.values()) {
            AuthenticationManager validating =
                    ByIssuer.validating(
                            issuers.values(), plane, Audiences.of(plane, addresses), clock);
            managers.put(plane, new TokenCache(validating, settings.tokens(), clock));
        }
    }

    /// The manager that authenticates tokens for a plane. The principal of its result is a
    /// [Caller]. [#refusal] translates its exceptions.
    public AuthenticationManager manager(Plane plane) {
        return Objects.requireNonNull(managers.get(plane));
    }

    /// Authenticates the caller of a request.
    ///
    /// @throws VaultException 401 with Azure's message, or 503 if the issuer's keys cannot be
    ///   fetched
    public Caller authenticate(@Nullable String authorizationHeader, Plane plane) {
        return authenticated(authorizationHeader, plane, null);
    }

    /// Authenticates the caller of a request for something that a tenant owns. The caller may
    /// belong to another tenant: [#requireTenant] refuses that.
    ///
    /// @param tenant whose issuers a refusal names
    public Caller authenticate(@Nullable String authorizationHeader, Plane plane, TenantId tenant) {
        return authenticated(authorizationHeader, plane, tenant);
    }

    /// Requires that the caller belongs to the tenant.
    ///
    /// @throws VaultException as Azure refuses a wrong issuer
    public void requireTenant(Caller caller, TenantId tenant, Plane plane) {
        if (!caller.tenant().equals(tenant)) {
            throw Refusals.issuer(plane, caller.issuer(), issuersOf(tenant));
        }
    }

    /// Fetches the keys of all issuers, unless they were fetched shortly before.
    public void refreshKeys() {
        issuers.values().forEach(TrustedIssuer::refresh);
    }

    /// The keys of all issuers, by the issuers' names.
    public List<IssuerState> issuerStates() {
        return issuers.values().stream()
                .map(TrustedIssuer::state)
                .sorted(Comparator.comparing(IssuerState::issuer))
                .toList();
    }

    /// How many key sets had no key that verifies tokens.
    long unusableKeySets() {
        return issuers.values().stream().mapToLong(TrustedIssuer::unusableKeySets).sum();
    }

    /// The refusal of a request that could not be authenticated.
    public VaultException refusal(AuthenticationException failure, Plane plane) {
        return Refusals.of(failure, plane, issuersOf(null));
    }

    private Caller authenticated(@Nullable String header, Plane plane, @Nullable TenantId tenant) {
        try {
            BearerTokenAuthenticationToken token = BearerTokens.read(header, plane);
            if (token == null) {
                throw Refusals.missing(plane);
            }
            return CallerAuthentication.caller(manager(plane).authenticate(token));
        } catch (AuthenticationException failure) {
            throw Refusals.of(failure, plane, issuersOf(tenant));
        }
    }

    /// @param tenant null for every tenant
    private List<String> issuersOf(@Nullable TenantId tenant) {
        return issuers.values().stream()
                .filter(issuer -> tenant == null || issuer.tenant().equals(tenant))
                .map(TrustedIssuer::name)
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        issuers.values().forEach(TrustedIssuer::close);
    }
}
