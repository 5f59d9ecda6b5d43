package io.strongroom.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.VaultException;
import io.strongroom.core.state.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class HsmCallTest {

    @Test
    void its_result_is_what_the_hsm_returns() {
        HsmCall<String> call = finish -> finish.apply("signature");

        assertThat(call.result()).isEqualTo("signature");
    }

    @Test
    void its_result_makes_the_call_once() {
        AtomicInteger calls = new AtomicInteger();
        HsmCall<Integer> call = finish -> finish.apply(calls.incrementAndGet());

        assertThat(calls).hasValue(0);
        assertThat(call.result()).isEqualTo(1);
        assertThat(calls).hasValue(1);
    }

    @Test
    void its_result_submits_nothing_that_is_waited_for() {
        List<Submission> submissions = new ArrayList<>();
        HsmCall<String> call =
                finish -> {
                    Submission submission = finish.apply("signature");
                    submissions.add(submission);
                    return submission;
                };

        call.result();

        assertThat(submissions)
                .singleElement()
                .satisfies(submission -> {
                    assertThat(submission.isSettled()).isTrue();
                    assertThat(submission.await()).isTrue();
                });
    }

    @Test
    void its_result_throws_what_the_call_throws() {
        VaultException busy = new VaultException.Busy("The HSM is busy.", Duration.ofSeconds(1));
        HsmCall<String> call =
                _ -> {
                    throw busy;
                };

        assertThatThrownBy(call::result).isSameAs(busy);
    }
}
