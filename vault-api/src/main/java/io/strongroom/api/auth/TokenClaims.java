package io.strongroom.api.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a token says, once its signature is known to be right.
final class TokenClaims {
    /// How far clocks may differ.
    static final Duration SKEW = Duration.ofSeconds(60);

    private static final int MAX_ID = 128;
    private static final int MAX_USER_NAME = 256;
    private final JWTClaimsSet claims;
    private final Plane plane;

    TokenClaims(JWTClaimsSet claims, Plane plane) {
        this.claims = claims;
        this.plane = plane;
    }

    /// Requires that the token is valid now.
    ///
    /// @return its `exp`
    Instant requireTime(Instant now) {
        Date expires = claims.getExpirationTime();
        if (expires == null) {
            throw Refusals.noExpiry(plane);
        }
        if (!now.isBefore(expires.toInstant().plus(SKEW))) {
            throw Refusals.expired(plane);
        }
        Date notBefore = claims.getNotBeforeTime();
        if (notBefore != null && now.isBefore(notBefore.toInstant().minus(SKEW))) {
            throw Refusals.notYetValid(plane);
        }
        return expires.toInstant();
    }

    /// Requires that the token is for one of these, written with or without a trailing slash.
    void requireAudience(List<String> resources) {
        List<String> audience = claims.getAudience();
        for (String each : audience) {
            if (each != null && resources.contains(withoutSlash(each))) {
                return;
            }
        }
        throw Refusals.audience(plane, resources, audience);
    }

    /// Who the token is for. A token that is bound to a key (`cnf`) is refused: nothing here checks
    /// that its bearer holds the key (RFC 7800).
    Caller caller(String issuer, TenantId tenant) {
        if (claims.getClaim("cnf") != null) {
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
                issuer);
    }

    private @Nullable String first(String name, String otherwise) {
        String value = text(name, MAX_ID);
        return value == null ? text(otherwise, MAX_ID) : value;
    }

    private @Nullable String text(String name, int limit) {
        Object value = claims.getClaim(name);
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

    private static String withoutSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
