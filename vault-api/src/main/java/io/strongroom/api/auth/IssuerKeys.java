package io.strongroom.api.auth;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
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
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The key set of one issuer: cached, refreshed ahead of time and when a token names an unknown key
/// (at most two fetches per rate limit), and used while its source is down.
final class IssuerKeys implements JWKSource<SecurityContext>, AutoCloseable {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Duration REFRESH_AHEAD = Duration.ofSeconds(30);
    private static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(10);

    private final JWKSource<SecurityContext> source;
    private final @Nullable JwksRetriever retriever;
    private volatile boolean loaded;

    private IssuerKeys(
            JWKSetSource<SecurityContext> sets,
            @Nullable JwksRetriever retriever,
            AuthSettings.Jwks settings) {
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

    /// @param url `https:`, `file:`, or `http:` on the loopback interface
    /// @throws IllegalArgumentException for any other URL
    static IssuerKeys at(String url, AuthSettings.Jwks settings) {
        try {
            URI uri = new URI(url);
            if ("file".equals(uri.getScheme())) {
                return new IssuerKeys(new FileKeySet(Path.of(uri)), null, settings);
            }
            requireSafe(uri);
            JwksRetriever retriever = new JwksRetriever(settings.timeout());
            return new IssuerKeys(
                    new URLBasedJWKSetSource<>(uri.toURL(), retriever), retriever, settings);
        } catch (URISyntaxException | MalformedURLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the key set of an issuer (strongroom.issuers[n].jwks) must be an https: or file: URL: "
                            + url,
                    e);
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
            List<JWK> keys = source.get(selector, context);
            loaded = true;
            return keys;
        } catch (RateLimitReachedException e) {
            if (loaded) {
                return List.of(); // the key set is known and does not have this key
            }
            throw e;
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
                return JWKSet.parse(Files.readString(path));
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
