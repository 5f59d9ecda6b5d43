package io.strongroom.api.auth;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The key sets of an issuer that have a key for tokens. A set without one counts as an outage of
/// its source, so that it does not replace the keys that are known.
final class UsableKeySets implements JWKSetSource<SecurityContext> {
    private static final Logger LOG = LoggerFactory.getLogger(UsableKeySets.class);

    private final String issuer;
    private final JWKSetSource<SecurityContext> sets;
    private final AtomicLong unusable = new AtomicLong();
    private final Clock clock;
    private volatile boolean newestIsUnusable;
    private volatile @Nullable Instant fetched;

    UsableKeySets(String issuer, JWKSetSource<SecurityContext> sets, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
        this.sets = sets;
    }

    @Override
    public JWKSet getJWKSet(
            JWKSetCacheRefreshEvaluator evaluator,
            long currentTime,
            @Nullable SecurityContext context)
            throws KeySourceException {
        JWKSet set = sets.getJWKSet(evaluator, currentTime, context);
        newestIsUnusable = set.getKeys().stream().noneMatch(UsableKeySets::verifiesTokens);
        if (newestIsUnusable) {
            unusable.incrementAndGet();
            LOG.warn(
                    "the key set of issuer {} has no key that verifies tokens: the keys that are known are used until it has",
                    issuer);
            throw new JWKSetUnavailableException("no key that verifies tokens");
        }
        fetched = clock.instant();
        return set;
    }

    /// How many sets had no such key.
    long unusable() {
        return unusable.get();
    }

    /// When a set with such a key was fetched last; null if never.
    @Nullable Instant fetched() {
        return fetched;
    }

    /// Whether the set that was fetched last had no such key.
    boolean newestIsUnusable() {
        return newestIsUnusable;
    }

    /// Whether a key can verify tokens.
    static boolean verifiesTokens(JWK key) {
        boolean type =
                key instanceof RSAKey
                        || (key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve()));
        return type
                && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
                && (key.getKeyOperations() == null
                        || key.getKeyOperations().contains(KeyOperation.VERIFY))
                && (key.getAlgorithm() == null
                        || IssuerDecoder.ALGORITHMS.contains(key.getAlgorithm()));
    }

    @Override
    public void close() throws IOException {
        sets.close();
    }
}
