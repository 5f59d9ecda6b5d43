package io.strongroom.api.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RequestClockTest {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final Duration TWENTY_SECONDS = Duration.ofSeconds(20);
    private long now = Long.MAX_VALUE - 5; // a monotonic clock may overflow
    private int timedOut;
    private final RequestClock clock =
            new RequestClock(RequestTimeouts.DEFAULT, () -> now, () -> timedOut++);

    @Test
    void the_first_head_has_ten_seconds_from_the_first_read() throws Exception {
        clock.afterHeadRead(0);
        pass(TEN_SECONDS);
        accepts(() -> clock.afterHeadRead(1));
        assertThat(timedOut).isZero();
        pass(Duration.ofNanos(1));
        refuses(() -> clock.afterHeadRead(1));
        assertThat(timedOut).isEqualTo(1);
    }

    @Test
    void a_later_head_has_ten_seconds_from_its_first_byte() throws Exception {
        answerOne();
        clock.afterHeadRead(0);
        pass(Duration.ofSeconds(19));

        clock.afterHeadRead(1);
        pass(TEN_SECONDS);
        accepts(() -> clock.afterHeadRead(1));
        pass(Duration.ofNanos(1));
        refuses(() -> clock.afterHeadRead(1));
    }

    @Test
    void a_head_that_follows_at_once_has_ten_seconds() throws Exception {
        answerOne();
        clock.afterHeadRead(5);
        pass(TEN_SECONDS.plusNanos(1));
        refuses(() -> clock.afterHeadRead(1));
    }

    @Test
    void parts_of_a_tls_record_are_waited_for_as_long_as_for_an_idle_connection() throws Exception {
        answerOne();
        clock.afterHeadRead(0);
        pass(TWENTY_SECONDS);
        accepts(() -> clock.afterHeadRead(0));
        pass(Duration.ofNanos(1));
        refuses(() -> clock.afterHeadRead(0));
    }

    @Test
    void a_request_that_comes_late_on_an_idle_connection_is_accepted() throws Exception {
        answerOne();
        clock.afterHeadRead(0);
        pass(Duration.ofMinutes(1));

        accepts(() -> clock.afterHeadRead(1));
    }

    @Test
    void a_body_has_ten_seconds_from_its_first_read() throws Exception {
        clock.afterHeadRead(100);
        pass(TEN_SECONDS);
        clock.beforeBodyRead();
        pass(TEN_SECONDS);
        accepts(clock::beforeBodyRead);
        pass(Duration.ofNanos(1));
        refuses(clock::beforeBodyRead);
    }

    @Test
    void each_request_of_a_connection_has_its_own_time() {
        for (int i = 0; i < 5; i++) {
            accepts(() -> clock.afterHeadRead(1));
            pass(Duration.ofSeconds(6));
            accepts(() -> clock.afterHeadRead(1));
            accepts(clock::beforeBodyRead);
            pass(Duration.ofSeconds(6));
            accepts(clock::beforeBodyRead);
            pass(Duration.ofHours(1)); // the service works
            clock.answered();
        }
    }

    private void answerOne() throws SocketTimeoutException {
        clock.afterHeadRead(100);
        clock.answered();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private static void accepts(ThrowingCallable read) {
        assertThatCode(read).doesNotThrowAnyException();
    }

    private static void refuses(ThrowingCallable read) {
        assertThatThrownBy(read).isInstanceOf(SocketTimeoutException.class);
    }
}
