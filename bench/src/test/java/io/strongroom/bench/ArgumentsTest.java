package io.strongroom.bench;

import static io.strongroom.bench.Algorithm.ES256;
import static io.strongroom.bench.Algorithm.RS256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    private static final Commit OTHER =
            new Commit("870cbc79d16684f3381308d5763c80836c31a13a", "870cbc7");

    @Test
    void without_arguments_signatures_are_measured_at_six_points_for_twenty_seconds() {
        Arguments arguments = read();

        assertThat(arguments.benchmark()).isEqualTo(Benchmark.SIGN);
        assertThat(arguments.duration()).isEqualTo(Duration.ofSeconds(20));
        assertThat(arguments.points().all())
                .containsExactly(
                        new Point(ES256, 1),
                        new Point(ES256, 16),
                        new Point(ES256, 64),
                        new Point(RS256, 1),
                        new Point(RS256, 16),
                        new Point(RS256, 64));
        assertThat(arguments.against()).isEmpty();
    }

    @Test
    void a_comparison_has_one_start_and_ten_rounds_of_six_seconds_at_the_same_points() {
        Arguments arguments = read("sign", "--against", "main");

        assertThat(arguments.against()).contains(new Against(OTHER, 1, 10));
        assertThat(arguments.duration()).isEqualTo(Duration.ofSeconds(6));
        assertThat(arguments.points()).isEqualTo(read().points());
    }

    @Test
    void points_starts_rounds_and_seconds_can_be_chosen() {
        Arguments arguments =
                read(
                        "--points",
                        "RS256@64,ES256@2",
                        "--rounds",
                        "8",
                        "--against",
                        "main",
                        "--starts",
                        "3",
                        "--seconds",
                        "15");

        assertThat(arguments.points().all())
                .containsExactly(new Point(ES256, 2), new Point(RS256, 64));
        assertThat(arguments.against()).contains(new Against(OTHER, 3, 8));
        assertThat(arguments.duration()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void the_log_has_a_million_events_unless_told() {
        assertThat(read("audit").benchmark()).isEqualTo(Benchmark.AUDIT);
        assertThat(read("audit").events()).isEqualTo(1_000_000);
        assertThat(read("audit", "--events", "30000000").events()).isEqualTo(30_000_000);
    }

    @Test
    void a_hundred_thousand_keys_are_stored_unless_told() {
        assertThat(read("keys").benchmark()).isEqualTo(Benchmark.KEYS);
        assertThat(read("keys").duration()).isEqualTo(Duration.ofSeconds(6));
        assertThat(read("keys").keys()).isEqualTo(100_000);
        assertThat(read("keys", "--keys", "10000000").keys()).isEqualTo(10_000_000);
    }

    @Test
    void a_hundred_thousand_keys_are_swept_unless_told() {
        assertThat(read("sweep").benchmark()).isEqualTo(Benchmark.SWEEP);
        assertThat(read("sweep").keys()).isEqualTo(100_000);
        assertThat(read("sweep", "--keys", "10000000").keys()).isEqualTo(10_000_000);
    }

    @Test
    void connections_are_for_every_algorithm() {
        assertThat(read("sign", "--connections", "4").points().all())
                .containsExactly(new Point(ES256, 4), new Point(RS256, 4));
    }

    @Test
    void a_point_that_is_named_twice_is_measured_once() {
        assertThat(read("--points", "ES256@4,ES256@4").points().all())
                .containsExactly(new Point(ES256, 4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "secrets | there is no benchmark \"secrets\", choose one of [sign, keys, audit, sweep]",
                "SIGN | there is no benchmark \"SIGN\", choose one of [sign, keys, audit, sweep]",
                "sign keys | unknown argument \"keys\"; type: ./dev bench --help",
                "--round 3 | unknown argument \"--round\"; type: ./dev bench --help",
                "--seconds=3 | unknown argument \"--seconds=3\"; type: ./dev bench --help",
                "sign --against | --against needs a value; type: ./dev bench --help",
                "--seconds 3 --seconds 4 | --seconds is given twice",
                "--seconds 0 | --seconds is \"0\", it must be a number from 1 to 3600",
                "--seconds 1.5 | --seconds is \"1.5\", it must be a number from 1 to 3600",
                "--seconds 9999999999 | --seconds is \"9999999999\", it must be a number from 1 to 3600",
                "--rounds 3 | --rounds needs --against",
                "--starts 3 | --starts needs --against",
                "--against main --rounds x | --rounds is \"x\", it must be a number from 1 to 100",
                "--against main --starts 0 | --starts is \"0\", it must be a number from 1 to 100",
                "--points ES256 | \"ES256\" is not a point, it must look like ES256@64",
                "--points ES256@1@2 | \"ES256@1@2\" is not a point, it must look like ES256@64",
                "--points ES256@1, | \"\" is not a point, it must look like ES256@64",
                "--points PS256@1 | \"PS256\" is not an algorithm to measure, choose one of [ES256, RS256]",
                "--points ES256@0 | the number of connections is \"0\", it must be a number from 1 to 1000",
                "--connections 1,x | the number of connections is \"x\", it must be a number from 1 to 1000",
                "--events 5 | --events is not an option of sign",
                "--keys 5 | --keys is not an option of sign",
                "audit --keys 5 | --keys is not an option of audit",
                "keys --events 5 | --events is not an option of keys",
                "keys --keys 0 | --keys is \"0\", it must be a number from 1 to 10000000",
                "audit --rounds 3 | --rounds is not an option of audit",
                "audit --against main | --against is not an option of audit",
                "audit --events 0 | --events is \"0\", it must be a number from 1 to 30000000",
                "audit --events 30000001 | --events is \"30000001\", it must be a number from 1 to 30000000",
                "--keys 5 | --keys is not an option of sign",
                "audit --keys 5 | --keys is not an option of audit",
                "sweep --events 5 | --events is not an option of sweep",
                "sweep --keys 0 | --keys is \"0\", it must be a number from 1 to 10000000",
                "sweep --keys 10000001 | --keys is \"10000001\", it must be a number from 1 to 10000000",
                "--points ES256@1 --connections 1 | --points and --connections exclude each other"
            })
    void what_makes_no_sense_is_refused(String words, String message) {
        assertThatThrownBy(() -> read(words.split(" ", -1)))
                .isInstanceOf(Refusal.class)
                .hasMessage(message);
    }

    private static Arguments read(String... words) {
        return Arguments.of(List.of(words), _ -> OTHER);
    }
}
