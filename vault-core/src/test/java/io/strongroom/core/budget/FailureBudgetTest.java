package io.strongroom.core.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.strongroom.core.Concurrently;
import io.strongroom.core.InMemoryStore;
import io.strongroom.core.Problem;
import io.strongroom.core.Samples;
import io.strongroom.core.SettableClock;
import io.strongroom.core.VaultException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FailureBudgetTest {
    private static final UUID KEY = UUID.randomUUID();
    private final SettableClock clock = new SettableClock(Samples.NOW);
    private final FailureBudget budget =
            new FailureBudget(
                    FailureLimits.DEFAULTS,
                    new InMemoryFailureCounts(new InMemoryStore(), clock),
                    clock);

    @Test
    void a_key_may_be_used_after_19_failures_and_not_after_20() {
        fail(19);
        assertOpen(KEY);

        fail(1);

        assertExhausted(Duration.ofSeconds(60));
    }

    @Test
    void another_key_has_its_own_budget() {
        fail(20);

        assertOpen(UUID.randomUUID());
    }

    @Test
    void a_failure_is_forgotten_60_seconds_later_and_not_before() {
        fail(1);
        clock.advance(Duration.ofSeconds(30));
        fail(19);
        assertExhausted(Duration.ofSeconds(30));

        clock.advance(Duration.ofSeconds(30).minusNanos(1));
        assertExhausted(Duration.ofNanos(1));
        clock.advance(Duration.ofNanos(1));
        assertOpen(KEY);

        fail(1);
        assertExhausted(Duration.ofSeconds(30));
    }

    @Test
    void a_failure_beyond_the_budget_is_not_told() {
        fail(20);

        assertThatExceptionOfType(VaultException.Busy.class)
                .isThrownBy(() -> fail(1))
                .satisfies(refusal ->
                        assertThat(refusal.problem()).isEqualTo(Problem.TOO_MANY_FAILURES));
    }

    @Test
    void of_many_failures_at_once_20_are_told() {
        long told =
                Concurrently.run(64, _ -> isTold()).stream().filter(Boolean::booleanValue).count();

        assertThat(told).isEqualTo(20);
    }

    @Test
    void failures_that_are_long_over_do_not_stay_in_memory() {
        for (int i = 0; i < 1030; i++) {
            budget.spend(Samples.CONTOSO, UUID.randomUUID(), "RSA1_5");
        }
        clock.advance(Duration.ofSeconds(61));

        fail(1);

        assertThat(budget.remembered()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "-1, 1", "1000001, 1", "1, 1000001"})
    void a_limit_is_from_1_to_1000000(int perMinute, int perDay) {
        assertThatIllegalArgumentException().isThrownBy(() -> new FailureLimits(perMinute, perDay));
        assertThatCode(() -> new FailureLimits(1, 1_000_000)).doesNotThrowAnyException();
    }

    private boolean isTold() {
        try {
            fail(1);
            return true;
        } catch (VaultException.Busy _) {
            return false;
        }
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            budget.spend(Samples.CONTOSO, KEY, "RSA1_5");
        }
    }

    private void assertOpen(UUID key) {
        assertThatCode(() -> budget.requireLeft(key)).doesNotThrowAnyException();
    }

    private void assertExhausted(Duration wait) {
        assertThatExceptionOfType(VaultException.Busy.class)
                .isThrownBy(() -> budget.requireLeft(KEY))
                .satisfies(refusal -> {
                    assertThat(refusal.problem()).isEqualTo(Problem.TOO_MANY_FAILURES);
                    assertThat(refusal.retryAfter()).isEqualTo(wait);
                });
    }
}
