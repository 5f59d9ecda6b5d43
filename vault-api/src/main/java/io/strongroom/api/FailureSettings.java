package io.strongroom.api;

import io.strongroom.core.budget.FailureLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How many decryptions with a key may fail.
///
/// @param perMinute on each node
/// @param perDay with one algorithm, on all nodes together
@ConfigurationProperties("strongroom.decryption-failures")
record FailureSettings(@DefaultValue("20") int perMinute, @DefaultValue("1000") int perDay) {
    FailureSettings {
        new FailureLimits(perMinute, perDay);
    }

    FailureLimits limits() {
        return new FailureLimits(perMinute, perDay);
    }
}
