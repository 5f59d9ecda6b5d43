package io.strongroom.api.auth;

import io.strongroom.core.identity.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

/// The result of an authentication: its principal is a [Caller]. It does not hold the token, which
/// is therefore gone when its request ends.
public final class CallerAuthentication extends AbstractAuthenticationToken {
    private final Caller caller;
    private final Instant expires;

    /// @param expires `exp` of the token
    public CallerAuthentication(Caller caller, Instant expires) {
        super(AuthorityUtils.NO_AUTHORITIES);
        this.caller = caller;
        this.expires = expires;
        setAuthenticated(true);
    }

    /// The caller in an authentication that came from here.
    public static Caller caller(Authentication authentication) {
        return ((CallerAuthentication) authentication).caller;
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }

    @Override
    public String getName() {
        return caller.principal().value();
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    Instant expires() {
        return expires;
    }
}
