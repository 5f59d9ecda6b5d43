package io.strongroom.api.auth;

import io.strongroom.core.schedule.Ticker;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the keys of all issuers fetched, whether tokens arrive or not: an issuer without usable
/// keys is seen before a caller is refused.
final class IssuerWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerWatch.class);

    /// Longer than the rate limit of fetches, so that tokens have a fetch left.
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final TokenAuthentication tokens;
    private final Ticker ticker = new Ticker("issuers", PERIOD, this::refresh);

    IssuerWatch(TokenAuthentication tokens) {
        this.tokens = tokens;
    }

    void start() {
        ticker.start();
    }

    private void refresh() {
        try {
            tokens.refreshKeys();
        } catch (RuntimeException e) {
            LOG.error("the keys of issuers could not be fetched", e);
        }
    }

    @Override
    public void close() {
        ticker.close();
    }
}
