package io.strongroom.api;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.strongroom.postgres.ChainVerification;

/// Metrics of the verification of the audit chains by this node.
final class ChainMeters implements MeterBinder {
    private final ChainVerification verification;

    ChainMeters(ChainVerification verification) {
        this.verification = verification;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        FunctionCounter.builder(
                        "strongroom.audit.verified", verification, ChainVerification::records)
                .description("Records of the log that were verified")
                .register(meters);
        FunctionCounter.builder(
                        "strongroom.audit.breaches", verification, ChainVerification::breaches)
                .description("Places where a chain of the log was found broken")
                .register(meters);
    }
}
