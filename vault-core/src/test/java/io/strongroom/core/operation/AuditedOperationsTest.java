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
import io.strongroom.core.audit.RequestFacts;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.operation.Decided.Answer;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AuditedOperationsTest {
    private static final UUID SUBJECT = UUID.randomUUID();
    private static final Target VAULT =
            Target.resource(
                    Samples.CONTOSO,
                    Samples.contosoVault().resourceId(),
                    Samples.CONTOSO_VAULT.value());
    private final InMemoryStore store = new InMemoryStore();
    private final RecordingAuditTrail trail = new RecordingAuditTrail(store);
    private final AuditedOperations operations = new AuditedOperations(trail);
    private final RequestFacts request = Samples.request();

    @BeforeEach
    void begin() {
        store.commit(open -> InMemoryTransaction.of(open).begin(new Guard(SUBJECT, 1)));
    }

    @Test
    void the_record_says_who_did_what_with_what() {
        perform(evidence -> {
            evidence.by(Samples.contosoApp());
            evidence.about(VAULT.object("keys", "signing", null));
            evidence.detail("algorithm", "ES256");
            return Decided.answer("signature").withStatus(201);
        });

        AuditEvent event = onlyEvent();
        assertThat(event.action()).isEqualTo(Action.KEY_SIGN);
        assertThat(event.request()).isEqualTo(request);
        assertThat(event.caller()).isEqualTo(Samples.contosoApp());
        assertThat(event.target()).isEqualTo(VAULT.object("keys", "signing", null));
        assertThat(event.outcome()).isEqualTo(new Outcome(201, "OK", ""));
        assertThat(event.details()).isEqualTo(Map.of("algorithm", "ES256"));
        assertThat(event.duration()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
    }

    @Test
    void the_answer_leaves_only_after_its_record() {
        trail.lose();

        assertThatThrownBy(() -> perform(_ -> Decided.answer("signature"))).is(refused(503));
    }

    @Test
    void a_refusal_leaves_only_after_its_record() {
        trail.lose();

        assertThatThrownBy(() ->
                        perform(_ -> {
                            throw new VaultException(Problem.KEY_NOT_FOUND, "no");
                        }))
                .is(refused(503));
    }

    @Test
    void a_closed_trail_stops_the_operation_before_it_runs() {
        AtomicInteger runs = new AtomicInteger();
        trail.close();

        assertThatThrownBy(() -> perform(_ -> Decided.answer(runs.incrementAndGet())))
                .is(refused(503));

        assertThat(runs).hasValue(0);
    }

    @Test
    void a_refusal_is_recorded_and_thrown() {
        assertThatThrownBy(() ->
                        perform(evidence -> {
                            evidence.about(VAULT);
                            throw new VaultException(Problem.KEY_DISABLED, "it is disabled");
                        }))
                .is(refused(403));

        assertThat(onlyEvent().outcome())
                .isEqualTo(new Outcome(403, "KeyDisabled", "it is disabled"));
        assertThat(onlyEvent().target()).isEqualTo(VAULT);
    }

    @Test
    void a_refusal_without_an_inner_code_is_recorded_by_its_code() {
        assertThatThrownBy(() ->
                        perform(_ -> {
                            throw new VaultException(Problem.KEY_NOT_FOUND, "no such key");
                        }))
                .is(refused(404));

        assertThat(onlyEvent().outcome()).isEqualTo(new Outcome(404, "KeyNotFound", "no such key"));
    }

    @Test
    void a_bug_is_recorded_as_500_without_what_it_says() {
        assertThatThrownBy(() ->
                        perform(_ -> {
                            throw new IllegalStateException("a secret");
                        }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(onlyEvent().outcome())
                .isEqualTo(new Outcome(500, "InternalServerError", "An internal error occurred."));
    }

    @Test
    void an_error_of_the_machine_is_recorded_as_500() {
        assertThatThrownBy(() ->
                        perform(_ -> {
                            throw new StackOverflowError();
                        }))
                .isInstanceOf(StackOverflowError.class);

        assertThat(onlyEvent().outcome().status()).isEqualTo(500);
    }

    @Test
    void a_result_that_relied_on_old_state_is_dropped_and_the_operation_runs_again() {
        List<Boolean> current = new ArrayList<>();

        String answer =
                perform(
                                evidence -> {
                                    current.add(evidence.current());
                                    evidence.rely(new Guard(SUBJECT, generation()));
                                    if (current.size() == 1) {
                                        advance();
                                    }
                                    return Decided.answer("answer " + current.size());
                                })
                        .value();

        assertThat(answer).isEqualTo("answer 2");
        assertThat(current).containsExactly(false, true);
        assertThat(trail.events())
                .extracting(AuditEvent::outcome)
                .containsExactly(Outcome.DROPPED, Outcome.success(200));
    }

    @Test
    void a_refusal_that_relied_on_old_state_is_dropped_too() {
        AtomicInteger runs = new AtomicInteger();

        String answer =
                perform(
                                evidence -> {
                                    evidence.rely(new Guard(SUBJECT, generation()));
                                    if (runs.incrementAndGet() == 1) {
                                        advance();
                                        throw new VaultException(
                                                Problem.FORBIDDEN_BY_POLICY, "not yet");
                                    }
                                    return Decided.answer("allowed");
                                })
                        .value();

        assertThat(answer).isEqualTo("allowed");
        assertThat(trail.events())
                .extracting(AuditEvent::outcome)
                .containsExactly(Outcome.DROPPED, Outcome.success(200));
    }

    @Test
    void what_changes_all_the_time_ends_in_a_conflict_and_no_result() {
        AtomicInteger runs = new AtomicInteger();

        assertThatThrownBy(() ->
                        perform(evidence -> {
                            runs.incrementAndGet();
                            evidence.rely(new Guard(SUBJECT, generation()));
                            advance();
                            return Decided.answer("signature");
                        }))
                .is(refused(409));

        assertThat(runs).hasValue(4);
        assertThat(trail.events()).hasSize(4);
        assertThat(trail.events())
                .allSatisfy(event -> assertThat(event.outcome()).isEqualTo(Outcome.DROPPED));
    }

    @Test
    void a_change_commits_with_its_record() {
        perform(_ -> Decided.changing(move(1), "done"));

        assertThat(generation()).isEqualTo(2);
        assertThat(onlyEvent().outcome().succeeded()).isTrue();
    }

    @Test
    void a_change_that_came_too_late_is_decided_again() {
        AtomicInteger runs = new AtomicInteger();

        perform(_ -> {
            Change change = move(generation());
            if (runs.incrementAndGet() == 1) {
                advance();
            }
            return Decided.changing(change, "done");
        });

        assertThat(generation()).isEqualTo(3);
        assertThat(trail.events())
                .extracting(AuditEvent::outcome)
                .containsExactly(Outcome.DROPPED, Outcome.success(200));
    }

    @Test
    void a_change_that_is_not_recorded_is_not_made() {
        trail.lose();

        assertThatThrownBy(() -> perform(_ -> Decided.changing(move(1), "done"))).is(refused(503));

        assertThat(generation()).isEqualTo(1);
    }

    @Test
    void a_change_that_fails_is_recorded_as_500_and_not_made() {
        Change broken =
                move(1).and(_ -> {
                    throw new IllegalStateException("bug");
                });

        assertThatThrownBy(() -> perform(_ -> Decided.changing(broken, "done")))
                .isInstanceOf(IllegalStateException.class);

        assertThat(generation()).isEqualTo(1);
        assertThat(onlyEvent().outcome()).isEqualTo(Outcome.failure());
    }

    @Test
    void each_attempt_gathers_its_own_evidence() {
        AtomicInteger runs = new AtomicInteger();

        perform(evidence -> {
            int run = runs.incrementAndGet();
            evidence.detail("run" + run, "yes");
            evidence.rely(new Guard(SUBJECT, generation()));
            if (run == 1) {
                advance();
            }
            return Decided.answer("done");
        });

        assertThat(trail.last().details()).containsOnlyKeys("run2");
    }

    @Test
    void an_operation_that_knows_no_tenant_is_recorded_for_none() {
        perform(_ -> Decided.answer("pong"));

        assertThat(onlyEvent().target()).isEqualTo(Target.of(TenantId.NONE));
        assertThat(onlyEvent().caller()).isNull();
    }

    private <R> Answer<R> perform(Function<Evidence, Decided<R>> operation) {
        return operations.perform(Action.KEY_SIGN, request, operation);
    }

    private AuditEvent onlyEvent() {
        assertThat(trail.events()).hasSize(1);
        return trail.last();
    }

    private long generation() {
        return store.generation(SUBJECT).orElseThrow();
    }

    private void advance() {
        store.commit(move(generation()));
    }

    private static Change move(long before) {
        return open ->
                InMemoryTransaction.of(open)
                        .advance(new Guard(SUBJECT, before), new Guard(SUBJECT, before + 1));
    }
}
