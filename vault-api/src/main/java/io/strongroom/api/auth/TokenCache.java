package io.strongroom.api.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.strongroom.core.identity.Caller;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Callers whose tokens were validated a short while ago, because validating one costs more than a
/// signature with an elliptic curve. Refusals are never remembered.
final class TokenCache {
    private record Entry(Caller caller, Instant expires) {}

    private final Cache<TokenHash, Entry> entries;
    private final Clock clock;

    TokenCache(AuthSettings.Cache settings, Clock clock) {
        this.clock = clock;
        this.entries =
                Caffeine.newBuilder()
                        .maximumSize(settings.size())
                        .expireAfterWrite(settings.lifetime())
                        .build();
    }

    @Nullable Caller find(TokenHash token) {
        Entry entry = entries.getIfPresent(token);
        return entry != null && clock.instant().isBefore(entry.expires) ? entry.caller : null;
    }

    void put(TokenHash token, Caller caller, Instant expires) {
        entries.put(token, new Entry(caller, expires));
    }
}
