package io.strongroom.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.bench.Comparison.Round;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    @Test
    void the_ratio_is_that_of_the_medians() {
        Comparison comparison =
                new Comparison(List.of(round(90, 100), round(110, 100), round(99, 400)));

        assertThat(comparison.line()).startsWith("ratio=0.990 spread=0.248..1.100 ");
    }

    @Test
    void a_line_has_the_ratio_its_spread_its_interval_and_the_rounds() {
        // ratios 0.91 to 1.00: of ten, one at each end is outside the interval
        List<Round> rounds =
                IntStream.rangeClosed(91, 100).mapToObj(rate -> round(rate, 100)).toList();

        assertThat(new Comparison(rounds).line())
                .isEqualTo("ratio=0.955 spread=0.910..1.000 interval95=0.920..0.990 rounds=10");
    }

    @Test
    void few_rounds_have_a_spread_but_no_interval() {
        assertThat(new Comparison(List.of(round(1, 2), round(3, 2))).line())
                .isEqualTo("ratio=1.000 spread=0.500..1.500 interval95=none rounds=2");
    }

    @Test
    void a_drift_of_the_machine_leaves_the_paired_ratios_alone() {
        List<Round> rounds =
                IntStream.rangeClosed(1, 6).mapToObj(i -> round(98 * i, 100 * i)).toList();

        assertThat(new Comparison(rounds).line())
                .isEqualTo("ratio=0.980 spread=0.980..0.980 interval95=0.980..0.980 rounds=6");
    }

    /// The ranks of the confidence interval of a median at 95 %, as tables of the sign test have
    /// them (the lower rank, counted from 1, less one).
    @ParameterizedTest
    @CsvSource({
        "1, -1", "5, -1", "6, 0", "8, 0", "9, 1", "11, 1", "12, 2", "15, 3", "17, 4", "20, 5",
        "25, 7", "30, 9", "50, 17", "100, 39"
    })
    void the_interval_leaves_out_as_many_as_the_sign_test_allows(int rounds, int outside) {
        assertThat(Comparison.outside(rounds)).isEqualTo(outside);
    }

    @Test
    void the_median_is_in_the_middle() {
        assertThat(Median.of(3, 1, 2)).isEqualTo(2);
        assertThat(Median.of(4, 1, 2, 3)).isEqualTo(2.5);
    }

    @Test
    void a_line_of_results_has_the_median_of_each_number() {
        List<Measurement> all =
                List.of(
                        new Measurement(100, 1, 9, 10, 1, 5),
                        new Measurement(300, 3, 7, 30, 3, 6),
                        new Measurement(200, 2, 8, 20, 2, 7));

        assertThat(Measurement.median(all).line(400))
                .isEqualTo(
                        "ops/s=200 p50=2.00ms p99=8.00ms ratio=0.50"
                                + " cpu/op service=20.0us postgresql=2.0us load=6.0us sum=28.0us");
    }

    private static Round round(double here, double there) {
        return new Round(
                new Measurement(here, 1, 1, 1, 1, 1), new Measurement(there, 1, 1, 1, 1, 1));
    }
}
