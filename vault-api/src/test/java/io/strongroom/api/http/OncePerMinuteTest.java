package io.strongroom.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class OncePerMinuteTest {
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> logged = new ArrayList<>();
    private final OncePerMinute log = new OncePerMinute(nanos::get, logged::add);

    @Test
    void a_cause_that_fails_every_request_is_logged_once() {
        log.report("connection refused");
        log.report("connection refused");

        assertThat(logged).containsExactly("connection refused");
    }

    @Test
    void another_cause_is_logged_at_once() {
        log.report("connection refused");
        log.report("password authentication failed");

        assertThat(logged).containsExactly("connection refused", "password authentication failed");
    }

    @Test
    void a_cause_that_lasts_is_logged_again_after_a_minute() {
        log.report("connection refused");
        nanos.set(Duration.ofSeconds(59).toNanos());
        log.report("connection refused");
        nanos.set(Duration.ofSeconds(60).toNanos());
        log.report("connection refused");

        assertThat(logged).hasSize(2);
    }
}
