package io.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExpectationsTest {
    private long now = TimeUnit.DAYS.toNanos(3);
    private final Expectations expectations = new Expectations(() -> now);

    @Test
    void counts_what_was_announced_and_has_not_ended() {
        long first = expectations.begin();
        long second = expectations.begin();
        assertThat(expectations.count()).isEqualTo(2);

        expectations.end(first);
        assertThat(expectations.count()).isEqualTo(1);

        expectations.end(second);
        assertThat(expectations.count()).isZero();
    }

    @Test
    void counts_over_several_ticks() {
        for (int i = 0; i < 5; i++) {
            expectations.begin();
            passMillis(20);
        }

        assertThat(expectations.count()).isEqualTo(5);
    }

    @Test
    void does_not_expect_what_has_not_come_for_long() {
        long slow = expectations.begin();
        passMillis(110);
        assertThat(expectations.count()).isEqualTo(1);

        passMillis(30);
        assertThat(expectations.count()).isZero();

        expectations.end(slow);
        assertThat(expectations.count()).isZero();
    }

    @Test
    void the_end_of_an_old_announcement_leaves_new_ones_alone() {
        long slow = expectations.begin();
        for (int i = 0; i < 16; i++) {
            passMillis(17);
            expectations.begin();
        }
        int before = expectations.count();

        expectations.end(slow);

        assertThat(expectations.count()).isEqualTo(before);
    }

    @Test
    void a_thread_that_was_late_to_announce_leaves_newer_announcements_alone() {
        long late = now;
        now = late + (8L << 24); // eight ticks later: the same place
        expectations.begin();
        expectations.begin();
        long recent = now;

        now = late;
        long old = expectations.begin();
        now = recent;

        assertThat(expectations.count()).isEqualTo(2);
        expectations.end(old);
        assertThat(expectations.count()).isEqualTo(2);
    }

    private void passMillis(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
