package io.strongroom.api;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// Logs in one line why the service cannot start. Only an unexpected failure is logged with its
/// stack trace. Spring instantiates this class by its name.
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailureReporter implements SpringBootExceptionReporter {
    private static final Logger LOG = LoggerFactory.getLogger("start");

    StartFailureReporter(@Nullable ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        StartFailure.line(failure)
                .ifPresentOrElse(
                        line -> LOG.error("Strongroom cannot start: {}", line),
                        () -> LOG.error("Strongroom cannot start: unexpected error", failure));
        return true;
    }
}
