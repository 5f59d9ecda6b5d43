package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PostingTimesTest {
    static Stream<long[]> times() {
        return Stream.of(
                new long[] {0},
                new long[] {-1, 0, 1},
                new long[] {0, 127, 254, 382, 16_765, 33_149},
                new long[] {1_772_366_400_123_456L, 1_772_366_400_123_457L},
                new long[] {Long.MIN_VALUE / 2, Long.MAX_VALUE / 2});
    }

    @ParameterizedTest
    @MethodSource("times")
    void times_come_back_as_they_were_added(long[] times) {
        assertThat(decoded(encoded(times))).containsExactly(boxed(times));
    }

    @Test
    void times_come_back_in_order_and_once() {
        assertThat(decoded(encoded(5, 3, 900, 5, 4, 3))).containsExactly(3L, 4L, 5L, 900L);
    }

    @Test
    void a_thousand_times_within_a_minute_need_three_bytes_each() {
        long[] times = new long[1000];
        Arrays.setAll(times, i -> 1_772_366_400_000_000L + i * 60_000L);

        assertThat(encoded(times)).hasSize(8 + 999 * 3);
    }

    private static byte[] encoded(long... times) {
        PostingTimes posting = new PostingTimes();
        Arrays.stream(times).forEach(posting::add);
        return posting.encoded();
    }

    private static List<Long> decoded(byte[] encoded) {
        List<Long> times = new ArrayList<>();
        PostingTimes.decode(encoded, times::add);
        return times;
    }

    private static Long[] boxed(long[] times) {
        return Arrays.stream(times).boxed().toArray(Long[]::new);
    }
}
