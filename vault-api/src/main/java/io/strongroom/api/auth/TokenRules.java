package io.strongroom.api.auth;

import io.strongroom.core.VaultException;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.TenantId;
import java.time.Clock;
import java.time.Instant;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/// Validates the claims of an issuer's tokens for a plane, and reads the caller from them.
final class TokenRules implements OAuth2TokenValidator<Jwt> {
    private final String issuer;
    private final TenantId tenant;
    private final Plane plane;
    private final Audiences audiences;
    private final Clock clock;

    /// @param audiences what tokens of the plane are for
    TokenRules(String issuer, TenantId tenant, Plane plane, Audiences audiences, Clock clock) {
        this.issuer = issuer;
        this.tenant = tenant;
        this.plane = plane;
        this.audiences = audiences;
        this.clock = clock;
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        TokenClaims claims = new TokenClaims(token, plane);
        try {
            claims.requireIssuer(issuer);
            claims.requireTime(clock.instant());
            claims.requireAudience(audiences);
            claims.caller(issuer, tenant);
            return OAuth2TokenValidatorResult.success();
        } catch (VaultException refusal) {
            return OAuth2TokenValidatorResult.failure(new RefusalError(refusal));
        }
    }

    /// The authentication by a token that was validated.
    CallerAuthentication authentication(Jwt token) {
        TokenClaims claims = new TokenClaims(token, plane);
        Instant expires = claims.requireTime(clock.instant());
        Caller caller = claims.caller(issuer, tenant);
        return new CallerAuthentication(caller, expires);
    }
}
