package io.strongroom.core.operation;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.InMemoryStore;
import io.strongroom.core.InMemoryTransaction;
import io.strongroom.core.Problem;
import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.audit.RecordingAuditTrail;
import io.strongroom.core.audit.RecordingAuditTrail.Submitted;
import io.strongroom.core.crypto.HsmCall;
import io.strongroom.core.operation.Decided.Answer;
import io.strongroom.core.state.Guard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Operations whose result is made by a call to an HSM.
final class AuditedHsmCallTest {
    private static final UUID SUBJECT = UUID.randomUUID();
    private final InMemoryStore store = new InMemoryStore();
    private final RecordingAuditTrail trail = new RecordingAuditTrail(store);
    private final AuditedOperations operations = new AuditedOperations(trail);
    private final HsmThread hsm = new HsmThread();
    private final AtomicInteger calls = new AtomicInteger();

    @BeforeEach
    void begin() {
        store.commit(open -> InMemoryTransaction.of(open).begin(new Guard(SUBJECT, 1)));
    }

    @AfterEach
    void stop() {
        hsm.close();
    }

    @Test
    void the_answer_is_formed_of_what_the_hsm_returns() {
        Answer<String> answer =
                perform(_ -> Decided.by(hsm.calling(() -> 7), number -> "signature " + number));

        assertThat(answer).isEqualTo(new Answer<>("signature 7", 200, null));
        assertThat(onlyOutcome()).isEqualTo(Outcome.success(200));
    }

    @Test
    void the_answer_is_mapped_and_recorded_on_the_hsms_thread() {
        Answer<Thread> answer =
                perform(_ ->
                        Decided.by(hsm.calling(() -> 7), number -> "signature " + number)
                                .map(_ -> Thread.currentThread()));

        assertThat(answer.value()).isSameAs(hsm.thread()).isNotSameAs(Thread.currentThread());
        assertThat(trail.submitted())
                .containsExactly(new Submitted(answer.value(), Thread.currentThread()));
    }

    @Test
    void the_record_of_an_answer_without_a_call_is_submitted_on_the_requests_thread() {
        perform(_ -> Decided.answer("verified"));

        assertThat(trail.submitted())
                .containsExactly(new Submitted(Thread.currentThread(), Thread.currentThread()));
    }

    @Test
    void a_call_is_made_once_after_the_operation() {
        perform(_ -> {
            Decided<Integer> decided = Decided.by(counting(), number -> number);
            assertThat(calls).hasValue(0);
            return decided;
        });

        assertThat(calls).hasValue(1);
    }

    @Test
    void a_record_is_expected_while_the_call_is_made_and_not_before() {
        List<Integer> expected = new ArrayList<>();

        perform(_ -> {
            expected.add(trail.expected());
            return Decided.by(hsm.calling(trail::expected), during -> during)
                    .map(during -> expected.add(during));
        });
        expected.add(trail.expected());

        assertThat(expected).containsExactly(0, 1, 0);
    }

    @Test
    void no_record_is_expected_any_more_when_the_call_fails() {
        assertThatThrownBy(() ->
                        perform(_ ->
                                Decided.by(
                                        hsm.calling(() -> {
                                            throw new IllegalStateException("a bug");
                                        }),
                                        result -> result)))
                .isInstanceOf(IllegalStateException.class);

        assertThat(trail.expected()).isZero();
    }

    @Test
    void the_record_knows_what_the_operation_said_before_the_call() {
        perform(evidence -> {
            evidence.by(Samples.contosoApp());
            evidence.detail("algorithm", "ES256");
            return Decided.by(counting(), number -> number);
        });

        assertThat(trail.last().caller()).isEqualTo(Samples.contosoApp());
        assertThat(trail.last().details()).containsEntry("algorithm", "ES256");
    }

    @Test
    void a_refusal_of_the_hsm_is_recorded_and_thrown() {
        VaultException busy = new VaultException.Busy("The HSM is busy.", Duration.ofSeconds(1));

        assertThatThrownBy(() ->
                        perform(_ ->
                                Decided.by(
                                        hsm.calling(() -> {
                                            throw busy;
                                        }),
                                        result -> result)))
                .isSameAs(busy);

        assertThat(onlyOutcome()).isEqualTo(new Outcome(503, "ServiceBusy", "The HSM is busy."));
    }

    @Test
    void a_bug_of_the_hsm_is_recorded_as_500_without_what_it_says() {
        assertThatThrownBy(() ->
                        perform(_ ->
                                Decided.by(
                                        hsm.calling(() -> {
                                            throw new IllegalStateException("a secret");
                                        }),
                                        result -> result)))
                .isInstanceOf(IllegalStateException.class);

        assertThat(onlyOutcome()).isEqualTo(Outcome.failure());
    }

    @Test
    void an_answer_that_cannot_be_formed_is_recorded_as_500() {
        assertThatThrownBy(() ->
                        perform(_ ->
                                Decided.by(counting(), number -> "signature " + number)
                                        .map(_ -> {
                                            throw new IllegalStateException("no such form");
                                        })))
                .isInstanceOf(IllegalStateException.class);

        assertThat(onlyOutcome()).isEqualTo(Outcome.failure());
    }

    @Test
    void the_answer_leaves_only_after_its_record() {
        trail.lose();

        assertThatThrownBy(() -> perform(_ -> Decided.by(counting(), number -> number)))
                .is(refused(503));

        assertThat(calls).hasValue(1);
    }

    @Test
    void a_closed_trail_stops_the_operation_before_the_hsm_is_called() {
        trail.close();

        assertThatThrownBy(() -> perform(_ -> Decided.by(counting(), number -> number)))
                .is(refused(503));

        assertThat(calls).hasValue(0);
    }

    @Test
    void a_result_that_relied_on_old_state_is_dropped_and_the_call_is_made_again() {
        AtomicInteger runs = new AtomicInteger();

        Answer<String> answer =
                perform(evidence -> {
                    evidence.rely(new Guard(SUBJECT, generation()));
                    return Decided.by(
                            counting(),
                            number -> {
                                if (runs.incrementAndGet() == 1) {
                                    advance();
                                }
                                return "signature " + number;
                            });
                });

        assertThat(answer.value()).isEqualTo("signature 2");
        assertThat(trail.events())
                .extracting(AuditEvent::outcome)
                .containsExactly(Outcome.DROPPED, Outcome.success(200));
    }

    @Test
    void a_refusal_of_the_hsm_that_relied_on_old_state_is_dropped_too() {
        Answer<Integer> answer =
                perform(evidence -> {
                    evidence.rely(new Guard(SUBJECT, generation()));
                    return Decided.by(
                            hsm.calling(() -> {
                                if (calls.incrementAndGet() == 1) {
                                    advance();
                                    throw new VaultException(Problem.BAD_PARAMETER, "not yet");
                                }
                                return calls.get();
                            }),
                            number -> number);
                });

        assertThat(answer.value()).isEqualTo(2);
        assertThat(trail.events())
                .extracting(AuditEvent::outcome)
                .containsExactly(Outcome.DROPPED, Outcome.success(200));
    }

    private <R> Answer<R> perform(Function<Evidence, Decided<R>> operation) {
        return operations.perform(Action.KEY_SIGN, Samples.request(), operation);
    }

    /// A call that returns how many of it were made.
    private HsmCall<Integer> counting() {
        return hsm.calling(calls::incrementAndGet);
    }

    private Outcome onlyOutcome() {
        assertThat(trail.events()).hasSize(1);
        return trail.last().outcome();
    }

    private long generation() {
        return store.generation(SUBJECT).orElseThrow();
    }

    private void advance() {
        long before = generation();
        store.commit(open ->
                InMemoryTransaction.of(open)
                        .advance(new Guard(SUBJECT, before), new Guard(SUBJECT, before + 1)));
    }
}
