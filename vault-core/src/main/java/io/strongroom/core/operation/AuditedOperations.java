package io.strongroom.core.operation;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.AuditTrail;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.audit.RequestFacts;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// The one way an operation runs: nothing of it leaves, answer or refusal, before its record is
/// durable.
public final class AuditedOperations {
    private static final int ATTEMPTS = 4;
    private final AuditTrail trail;

    public AuditedOperations(AuditTrail trail) {
        this.trail = trail;
    }

    /// Runs an operation and stores its record. When something the operation relied on changed
    /// while it ran, its result is dropped, recorded as dropped, and the operation runs again on
    /// current state.
    ///
    /// @param operation runs once for each attempt; HSM work is done in it, rows are written by its
    ///   change
    /// @throws VaultException the operation's own refusal, `Unavailable` when it cannot be
    ///   recorded, `Conflict` when what it relies on changes all the time, `Integrity` when the
    ///   store contradicts itself
    public <R> Decided<R> perform(
            Action action, RequestFacts request, Function<Evidence, Decided<R>> operation) {
        trail.requireOpen();
        try {
            return attempts(action, request, operation);
        } finally {
            trail.operationEnded();
        }
    }

    private <R> Decided<R> attempts(
            Action action, RequestFacts request, Function<Evidence, Decided<R>> operation) {
        Evidence.Submitting submitting = submitting(action, Thread.currentThread());
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Evidence evidence = new Evidence(request, attempt > 1, submitting);
            Optional<Decided<R>> kept = attempt(action, evidence, operation);
            if (kept.isPresent()) {
                return kept.get();
            }
        }
        throw new VaultException(
                Problem.CONFLICT, "The resource is being changed by other requests. Try again.");
    }

    /// @return empty when the result was dropped
    private <R> Optional<Decided<R>> attempt(
            Action action, Evidence evidence, Function<Evidence, Decided<R>> operation) {
        Decided<R> decided;
        try {
            decided = operation.apply(evidence);
        } catch (VaultException refusal) {
            if (record(action, evidence, Outcome.of(refusal))) {
                throw refusal;
            }
            return Optional.empty();
        } catch (RuntimeException | Error bug) {
            record(action, evidence, Outcome.failure());
            throw bug;
        }
        return evidence.submitted(decided).await() ? Optional.of(decided) : Optional.empty();
    }

    private Evidence.Submitting submitting(Action action, Thread waiter) {
        return (evidence, decided) ->
                trail.submit(
                        event(action, evidence, Outcome.success(decided.status())),
                        evidence.guards(),
                        decided.change(),
                        waiter);
    }

    private boolean record(Action action, Evidence evidence, Outcome outcome) {
        return trail.record(event(action, evidence, outcome), evidence.guards(), null);
    }

    private static AuditEvent event(Action action, Evidence evidence, Outcome outcome) {
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
