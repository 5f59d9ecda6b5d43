package io.strongroom.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TickerTest {
    private final CountDownLatch runs = new CountDownLatch(2);

    @Test
    void it_runs_until_it_is_closed() throws InterruptedException {
        Ticker ticker = new Ticker("test", Duration.ofMillis(1), runs::countDown);

        ticker.start();

        assertThat(runs.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ticker.isClosed()).isFalse();
        ticker.close();
        assertThat(ticker.isClosed()).isTrue();
    }

    @Test
    void one_that_was_never_started_can_be_closed() {
        Ticker ticker = new Ticker("test", Duration.ofMillis(1), runs::countDown);

        assertThatCode(ticker::close).doesNotThrowAnyException();

        assertThat(ticker.isClosed()).isTrue();
        assertThat(runs.getCount()).isEqualTo(2);
    }
}
