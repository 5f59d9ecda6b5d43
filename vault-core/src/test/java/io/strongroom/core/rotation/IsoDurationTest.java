package io.strongroom.core.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IsoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "P90D, 2026-01-31T12:00:00Z, 2026-05-01T12:00:00Z",
        "P1M, 2026-01-31T12:00:00Z, 2026-02-28T12:00:00Z",
        "P1Y, 2028-02-29T00:00:00Z, 2029-02-28T00:00:00Z",
        "P1Y10D, 2026-01-01T00:00:00Z, 2027-01-11T00:00:00Z",
        "P4W, 2026-01-01T00:00:00Z, 2026-01-29T00:00:00Z",
        "PT48H, 2026-03-28T23:00:00Z, 2026-03-30T23:00:00Z",
        "P1DT1H1M1S, 2026-01-01T00:00:00Z, 2026-01-02T01:01:01Z",
    })
    void it_is_added_by_the_calendar(String text, Instant from, Instant to) {
        assertThat(new IsoDuration(text).after(from)).isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource({
        "P30D, 2026-01-31T12:00:00Z, 2026-01-01T12:00:00Z",
        "P1M, 2026-03-31T12:00:00Z, 2026-02-28T12:00:00Z",
        "PT1S, 2026-01-01T00:00:00Z, 2025-12-31T23:59:59Z",
    })
    void it_is_taken_away_by_the_calendar(String text, Instant from, Instant to) {
        assertThat(new IsoDuration(text).before(from)).isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource({"P1Y, 365", "P1M, 30", "P2W, 14", "P1Y1M1D, 396", "PT48H, 2", "P99999D, 99999"})
    void its_length_is_estimated(String text, long days) {
        assertThat(new IsoDuration(text).estimated()).isEqualTo(Duration.ofDays(days));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "PT",
                "P1DT",
                "90D",
                "P90",
                "p90d",
                "P90d",
                "-P90D",
                "P-90D",
                "P+90D",
                "P1.5D",
                "P 90D",
                "P90D ",
                "P100000D",
                "P1D1M",
                "P1H",
                "PT1D",
                "P٩D",
                "P1D\n"
            })
    void what_is_no_duration_is_refused(String text) {
        assertThat(IsoDuration.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new IsoDuration(text));
    }
}
