package io.strongroom.api.auth;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetParseException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.Closeable;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The key set of one issuer: cached, refreshed ahead of time and when a token names an unknown key
/// (at most two fetches per rate limit), and used while its source is down.
final class IssuerKeys implements JWKSource<SecurityContext>, AutoCloseable {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Duration REFRESH_AHEAD = Duration.ofSeconds(30);
    private static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(10);

    private final UsableKeySets sets;
    private final JWKSource<SecurityContext> source;
    private final @Nullable JwksRetriever retriever;
    private volatile boolean loaded;

    private IssuerKeys(
            UsableKeySets sets, @Nullable JwksRetriever retriever, AuthSettings.Jwks settings) {
        this.sets = sets;
        this.retriever = retriever;
        long lifetime = settings.lifetime().toMillis();
        long timeout = Math.min(REFRESH_TIMEOUT.toMillis(), lifetime / 2);
        long ahead = Math.min(REFRESH_AHEAD.toMillis(), lifetime / 4);
        this.source =
                JWKSourceBuilder.create(sets)
                        .cache(lifetime, timeout)
                        .refreshAheadCache(ahead, true)
                        .rateLimited(settings.rateLimit().toMillis())
                        .retrying(false)
                        .outageTolerant(settings.outage().toMillis())
                        .build();
    }

    /// The keys of an issuer, from a `https:` URL, a `file:` URL, or an `http:` URL on the loopback
    /// interface.
    ///
    /// @throws IllegalArgumentException for any other URL
    static IssuerKeys of(AuthSettings.Issuer issuer, AuthSettings.Jwks settings, Clock clock) {
        try {
            return of(issuer.issuer(), issuer.jwks(), settings, clock);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the key set of an issuer (strongroom.issuers[n].jwks) must be an https: or file: URL: "
                            + issuer.jwks(),
                    e);
        }
    }

    /// The same for anybody who signs tokens.
    static IssuerKeys of(String issuer, String jwks, AuthSettings.Jwks settings, Clock clock) {
        try {
            URI uri = new URI(jwks);
            if ("file".equals(uri.getScheme())) {
                FileKeySet file = new FileKeySet(Path.of(uri));
                return new IssuerKeys(new UsableKeySets(issuer, file, clock), null, settings);
            }
            requireSafe(uri);
            JwksRetriever retriever = new JwksRetriever(settings.timeout());
            return new IssuerKeys(
                    new UsableKeySets(
                            issuer, new URLBasedJWKSetSource<>(uri.toURL(), retriever), clock),
                    retriever,
                    settings);
        } catch (URISyntaxException | MalformedURLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the key set of " + issuer + " must be at an https: or file: URL: " + jwks, e);
        }
    }

    private static void requireSafe(URI uri) {
        boolean loopback = "http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost());
        if (!"https".equals(uri.getScheme()) && !loopback) {
            throw new IllegalArgumentException("an unsafe scheme");
        }
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
            throws KeySourceException {
        try {
            return known(source.get(selector, context));
        } catch (RateLimitReachedException e) {
            if (loaded) {
                return known(List.of()); // the key set is known and does not have this key
            }
            throw e;
        }
    }

    /// A key that is not in the set may be in the one that the issuer means to publish.
    private List<JWK> known(List<JWK> keys) throws NoUsableKeysException {
        if (keys.isEmpty() && sets.newestIsUnusable()) {
            throw new NoUsableKeysException();
        }
        loaded = true;
        return keys;
    }

    /// Fetches the key set, unless it was fetched shortly before.
    ///
    /// @return how many of its keys can verify tokens, at least 1
    /// @throws KeySourceException if there are none: it cannot be fetched or has no such key, and
    ///   the last one is too old
    int fetch() throws KeySourceException {
        JWKSelector all = new JWKSelector(new JWKMatcher.Builder().build());
        return (int) get(all, null).stream().filter(UsableKeySets::verifiesTokens).count();
    }

    /// When a key set with a key that verifies tokens was fetched last; null if never.
    @Nullable Instant fetched() {
        return sets.fetched();
    }

    /// How many key sets had no key that verifies tokens.
    long unusableKeySets() {
        return sets.unusable();
    }

    /// The newest key set has no key that verifies tokens, and the one before does not have the
    /// key.
    static final class NoUsableKeysException extends KeySourceException {
        private NoUsableKeysException() {
            super("the newest key set has no key that verifies tokens");
        }
    }

    @Override
    public void close() {
        try {
            if (source instanceof Closeable closeable) {
                closeable.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            if (retriever != null) {
                retriever.close();
            }
        }
    }

    private record FileKeySet(Path path) implements JWKSetSource<SecurityContext> {
        @Override
        public JWKSet getJWKSet(
                JWKSetCacheRefreshEvaluator evaluator,
                long currentTime,
                @Nullable SecurityContext context)
                throws KeySourceException {
            try {
                return JWKSet.parse(CertifiedKeys.completed(Files.readString(path)));
            } catch (IOException e) {
                throw new JWKSetUnavailableException("cannot read the key set", e);
            } catch (ParseException | RuntimeException e) {
                throw new JWKSetParseException("cannot read the key set", e);
            }
        }

        @Override
        public void close() {}
    }
}
