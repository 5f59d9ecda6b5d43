package io.strongroom.api.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.strongroom.core.identity.Caller;
import java.time.Clock;
import java.time.Instant;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/// Caches the callers of validated tokens, because validating a token costs more than a signature
/// with an elliptic curve. Refusals are not cached. Tokens that are bound to a key (`cnf`) are
/// never cached, because possession of the key must be proved by each request: the validation
/// behind this cache refuses them.
final class TokenCache implements AuthenticationManager {
    private record Entry(Caller caller, Instant expires) {}

    private final AuthenticationManager validating;
    private final Cache<TokenHash, Entry> entries;
    private final Clock clock;

    /// @param validating is asked for tokens that are not cached
    TokenCache(AuthenticationManager validating, AuthSettings.Cache settings, Clock clock) {
        this.validating = validating;
        this.clock = clock;
        this.entries =
                Caffeine.newBuilder()
                        .maximumSize(settings.size())
                        .expireAfterWrite(settings.lifetime())
                        .build();
    }

    @Override
    public Authentication authenticate(Authentication request) throws AuthenticationException {
        TokenHash token = TokenHash.of(((BearerTokenAuthenticationToken) request).getToken());
        Entry cached = entries.getIfPresent(token);
        if (cached != null && clock.instant().isBefore(cached.expires)) {
            // a new object each time: Spring Security may change the one that it gets
            return new CallerAuthentication(cached.caller, cached.expires);
        }
        CallerAuthentication validated = (CallerAuthentication) validating.authenticate(request);
        entries.put(token, new Entry(validated.getPrincipal(), validated.expires()));
        return validated;
    }
}
