package io.strongroom.api.auth;

import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.DisplayName;
import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/// The claims of a token whose signature was verified.
final class TokenClaims {
    /// How far clocks may differ.
    static final Duration SKEW = Duration.ofSeconds(60);

    private static final int MAX_ID = 128;
    private static final int MAX_USER_NAME = 256;
    private static final List<String> USER_NAMES = List.of("preferred_username", "name");
    private static final List<String> NAMES =
            List.of("preferred_username", "name", "app_displayname");

    private final Jwt token;
    private final Plane plane;

    TokenClaims(Jwt token, Plane plane) {
        this.token = token;
        this.plane = plane;
    }

    /// Requires that the token is from the issuer whose keys have verified it.
    void requireIssuer(String issuer) {
        if (!issuer.equals(token.getClaims().get("iss"))) {
            throw Refusals.malformed(plane);
        }
    }

    /// Requires that the token is valid now.
    ///
    /// @return its `exp`
    Instant requireTime(Instant now) {
        Instant expires = token.getExpiresAt();
        if (expires == null) {
            throw Refusals.noExpiry(plane);
        }
        if (!now.isBefore(expires.plus(SKEW))) {
            throw Refusals.expired(plane);
        }
        Instant notBefore = token.getNotBefore();
        if (notBefore != null && now.isBefore(notBefore.minus(SKEW))) {
            throw Refusals.notYetValid(plane);
        }
        return expires;
    }

    /// Requires that the token is for one of the resources.
    void requireAudience(Audiences resources) {
        List<String> audience = token.getAudience();
        List<String> found = audience == null ? List.of() : audience;
        for (String each : found) {
            if (each != null && resources.accept(each)) {
                return;
            }
        }
        throw Refusals.audience(plane, resources.named(), found);
    }

    /// The caller that the token names. A token that is bound to a key (`cnf`) is refused, because
    /// nothing here checks that its bearer holds the key (RFC 7800).
    Caller caller(String issuer, TenantId tenant) {
        if (token.getClaims().get("cnf") != null) {
            throw Refusals.bound(plane);
        }
        String claimedTenant = text("tid", MAX_ID);
        if (claimedTenant != null && !claimedTenant.equalsIgnoreCase(tenant.toString())) {
            throw Refusals.tenant(plane);
        }
        String principal = first("oid", "sub");
        if (principal == null) {
            throw Refusals.identity(plane);
        }
        return new Caller(
                tenant,
                new PrincipalId(principal),
                first("appid", "azp"),
                text("upn", MAX_USER_NAME),
                issuer,
                isDelegated(),
                displayName());
    }

    /// Whether the token shows a user: by `idtyp`, or else by the scopes that a user has given the
    /// application (`scp`) or a user's name. The tokens of an application alone have none of them.
    private boolean isDelegated() {
        Object type = token.getClaims().get("idtyp");
        if (type != null) {
            return type.equals("user");
        }
        return token.getClaims().get("upn") != null
                || (token.getClaims().get("scp") instanceof String scopes && !scopes.isBlank());
    }

    /// What people call the caller: the user's name, or that of an application that acts for
    /// itself. A name that is no text is left out: no token is refused for its name.
    private @Nullable DisplayName displayName() {
        for (String claim : isDelegated() ? USER_NAMES : NAMES) {
            Optional<DisplayName> name =
                    token.getClaims().get(claim) instanceof String text
                            ? DisplayName.of(text)
                            : Optional.empty();
            if (name.isPresent()) {
                return name.get();
            }
        }
        return null;
    }

    private @Nullable String first(String name, String otherwise) {
        String value = text(name, MAX_ID);
        return value == null ? text(otherwise, MAX_ID) : value;
    }

    private @Nullable String text(String name, int limit) {
        Object value = token.getClaims().get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof String text
                && !text.isBlank()
                && text.length() <= limit
                && text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        throw Refusals.identity(plane);
    }
}
