package io.strongroom.core.operation;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.AuditTrail;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.audit.RequestFacts;
import io.strongroom.core.operation.Decided.AfterCall;
import io.strongroom.core.operation.Decided.Answer;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Submission;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The one way an operation runs: no answer and no refusal leaves before its record is durable,
/// except refusals that [AnonymousRefusals] counts.
public final class AuditedOperations {
    private static final int ATTEMPTS = 4;
    private final AuditTrail trail;
    private final @Nullable AnonymousRefusals anonymous;

    /// Every refusal is recorded by itself.
    public AuditedOperations(AuditTrail trail) {
        this(trail, null);
    }

    /// @param anonymous counts refusals of requests without a valid token; null if each is recorded
    ///   by itself
    public AuditedOperations(AuditTrail trail, @Nullable AnonymousRefusals anonymous) {
        this.trail = trail;
        this.anonymous = anonymous;
    }

    /// Runs an operation and stores its record. When something the operation relied on changed
    /// while it ran, its result is dropped, recorded as dropped, and the operation runs again on
    /// current state.
    ///
    /// @param operation runs once for each attempt; HSM work is done in it or in the call that it
    ///   returns, rows are written by its change
    /// @throws VaultException the operation's own refusal, `SERVICE_UNAVAILABLE` if it cannot be
    ///   recorded, `CONFLICT` if what it relies on changes in each attempt, `Integrity` if the
    ///   store contradicts itself
    public <R> Answer<R> perform(
            Action action, RequestFacts request, Function<Evidence, Decided<R>> operation) {
        trail.requireOpen();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Evidence evidence = new Evidence(request, attempt > 1);
            Optional<Answer<R>> kept = new Attempt<R>(action, evidence).run(operation);
            if (kept.isPresent()) {
                return kept.get();
            }
        }
        throw new VaultException(
                Problem.CONFLICT, "The resource is being changed by other requests. Try again.");
    }

    /// One run of an operation. It belongs to the thread of the request; only the end of a call to
    /// an HSM runs on the HSM's thread, while the request's thread is parked.
    private final class Attempt<R> {
        private final Action action;
        private final Evidence evidence;
        private final Thread waiter = Thread.currentThread();
        private @Nullable Answer<R> answer;

        Attempt(Action action, Evidence evidence) {
            this.action = action;
            this.evidence = evidence;
        }

        /// @return empty if the result was dropped
        Optional<Answer<R>> run(Function<Evidence, Decided<R>> operation) {
            Decided<R> decided;
            Submission called = null;
            try {
                decided = operation.apply(evidence);
                if (decided instanceof AfterCall<?, R> pending) {
                    called = call(pending);
                }
            } catch (VaultException refusal) {
                if (isRecorded(refusal)) {
                    throw refusal;
                }
                return Optional.empty();
            } catch (RuntimeException | Error bug) {
                record(Outcome.failure(), null);
                throw bug;
            }
            Submission submission =
                    switch (decided) {
                        case Answer<R> ready -> submit(ready);
                        case AfterCall<?, R> _ -> Objects.requireNonNull(called);
                    };
            return submission.await() ? Optional.ofNullable(answer) : Optional.empty();
        }

        /// Makes the call. The HSM's thread forms the answer and submits the record, so the
        /// request's thread is parked once and not once for the HSM and once for the trail.
        private <T> Submission call(AfterCall<T, R> pending) {
            long expectation = trail.expectRecord();
            try {
                return pending.call()
                        .then(result -> submit(Decided.answer(pending.form().apply(result))));
            } finally {
                trail.expectationEnded(expectation);
            }
        }

        private Submission submit(Answer<R> ready) {
            answer = ready;
            return trail.submit(
                    event(Outcome.success(ready.status())),
                    evidence.guards(),
                    ready.change(),
                    waiter);
        }

        /// @return false if the record says that the refusal was dropped
        private boolean isRecorded(VaultException refusal) {
            boolean countable =
                    evidence.caller() == null && !(refusal instanceof VaultException.Integrity);
            if (countable && anonymous != null && anonymous.count(event(Outcome.of(refusal)))) {
                return true;
            }
            return record(Outcome.of(refusal), evidence.change());
        }

        private boolean record(Outcome outcome, @Nullable Change change) {
            return trail.record(event(outcome), evidence.guards(), change);
        }

        private AuditEvent event(Outcome outcome) {
            RequestFacts request = evidence.request();
            return new AuditEvent(
                    action,
                    request,
                    evidence.target(),
                    evidence.caller(),
                    outcome,
                    Duration.ofNanos(System.nanoTime() - request.receivedNanos()),
                    evidence.details());
        }
    }
}
