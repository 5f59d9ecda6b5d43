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
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The keys of one issuer: kept, fetched ahead of time and when an unknown key is named, but no
/// more than twice in a while, and kept through an outage of their source.
final class IssuerKeys implements JWKSource<SecurityContext>, AutoCloseable {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Duration REFRESH_AHEAD = Duration.ofSeconds(30);
    private static final Duration REFRESH_PATIENCE = Duration.ofSeconds(10);

    private final JWKSource<SecurityContext> source;
    private final @Nullable JwksRetriever retriever;
    private volatile boolean loaded;

    private IssuerKeys(
            JWKSetSource<SecurityContext> sets,
            @Nullable JwksRetriever retriever,
            AuthSettings.Jwks settings) {
        this.retriever = retriever;
        long lifetime = settings.lifetime().toMillis();
        long patience = Math.min(REFRESH_PATIENCE.toMillis(), lifetime / 2);
        long ahead = Math.min(REFRESH_AHEAD.toMillis(), lifetime / 4);
        this.source =
                JWKSourceBuilder.create(sets)
                        .cache(lifetime, patience)
                        .refreshAheadCache(ahead, true)
                        .rateLimited(settings.rateLimit().toMillis())
                        .retrying(false)
                        .outageTolerant(settings.outage().toMillis())
                        .build();
    }

    /// @throws IllegalArgumentException when the place is none that keys may come from
    static IssuerKeys at(String place, AuthSettings.Jwks settings) {
        URI uri = URI.create(place);
        if ("file".equals(uri.getScheme())) {
            return new IssuerKeys(new InFile(Path.of(uri)), null, settings);
        }
        boolean near = "http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost());
        if (!"https".equals(uri.getScheme()) && !near) {
            throw new IllegalArgumentException(
                    "keys of an issuer must come from an https: or file: URL: " + place);
        }
        JwksRetriever retriever = new JwksRetriever(settings.timeout());
        try {
            return new IssuerKeys(
                    new URLBasedJWKSetSource<>(uri.toURL(), retriever), retriever, settings);
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no URL: " + place, e);
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
                return List.of(); // the keys are known, and this is none of them
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

    private record InFile(Path path) implements JWKSetSource<SecurityContext> {
        @Override
        public JWKSet getJWKSet(
                JWKSetCacheRefreshEvaluator evaluator,
                long currentTime,
                @Nullable SecurityContext context)
                throws KeySourceException {
            try {
                return JWKSet.parse(Files.readString(path));
            } catch (IOException e) {
                throw new JWKSetUnavailableException("no key set", e);
            } catch (ParseException | RuntimeException e) {
                throw new JWKSetParseException("no key set", e);
            }
        }

        @Override
        public void close() {}
    }
}
