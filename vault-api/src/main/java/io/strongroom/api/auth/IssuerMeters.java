package io.strongroom.api.auth;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Metrics of the issuers' key sets.
final class IssuerMeters implements MeterBinder {
    private final TokenAuthentication tokens;

    IssuerMeters(TokenAuthentication tokens) {
        this.tokens = tokens;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        FunctionCounter.builder(
                        "strongroom.issuer.key.sets.unusable",
                        tokens,
                        TokenAuthentication::unusableKeySets)
                .description("Key sets without a key that verifies tokens")
                .register(meters);
        for (KeySetState set : tokens.keySets()) {
            TimeGauge.builder(
                            "strongroom.issuer.keys.age",
                            () -> seconds(set.issuer()),
                            TimeUnit.SECONDS)
                    .tag("issuer", set.issuer())
                    .description("Time since the issuer's key set was fetched")
                    .register(meters);
        }
    }

    /// Infinite if no key set was fetched.
    private double seconds(String issuer) {
        return tokens.keySets().stream()
                .filter(set -> set.issuer().equals(issuer))
                .findFirst()
                .flatMap(KeySetState::age)
                .map(Duration::toSeconds)
                .map(Long::doubleValue)
                .orElse(Double.POSITIVE_INFINITY);
    }
}
