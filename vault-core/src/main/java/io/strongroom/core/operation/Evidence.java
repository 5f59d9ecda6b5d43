package io.strongroom.core.operation;

import io.strongroom.core.Continued;
import io.strongroom.core.audit.RequestFacts;
import io.strongroom.core.audit.Submission;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Guard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an operation is about and what it relied on, gathered while it runs. Belongs to one thread
/// at a time.
public final class Evidence {
    private final RequestFacts request;
    private final boolean current;
    private final Submitting submitting;
    private final List<Guard> guards = new ArrayList<>(4);
    private Target target = Target.of(TenantId.NONE);
    private @Nullable Caller caller;
    private @Nullable Map<String, String> details;
    private @Nullable Submission submission;

    Evidence(RequestFacts request, boolean current, Submitting submitting) {
        this.request = request;
        this.current = current;
        this.submitting = submitting;
    }

    /// Gives the record of a success to the trail.
    @FunctionalInterface
    interface Submitting {
        Submission submit(Evidence evidence, Decided<?> decided);
    }

    public RequestFacts request() {
        return request;
    }

    /// Whether cached state must not be used, because it was found to be out of date.
    public boolean current() {
        return current;
    }

    /// The operation relies on this.
    public void rely(Guard guard) {
        guards.add(guard);
    }

    /// The operation is about this.
    public void about(Target what) {
        target = what;
    }

    /// The operation is asked for by this caller.
    public void by(Caller who) {
        caller = who;
    }

    /// The operation has come to this, and its record goes on its way. The last thing that an
    /// operation does, and only when it changes nothing; it saves the thread that asked a wait of
    /// its own.
    public <R> Continued<Decided<R>> conclude(Decided<R> decided) {
        return new Concluded<>(decided, submitted(decided));
    }

    private record Concluded<R>(Decided<R> value, Submission submission)
            implements Continued<Decided<R>> {
        @Override
        public boolean wakesCaller() {
            return !submission.isSettled();
        }
    }

    /// A short fact for the record. Never a secret.
    public void detail(String name, String value) {
        if (details == null) {
            details = new HashMap<>(4);
        }
        details.put(name, value);
    }

    public Target target() {
        return target;
    }

    @Nullable Caller caller() {
        return caller;
    }

    /// The record of what it came to, which goes on its way now unless the operation has concluded
    /// by itself.
    Submission submitted(Decided<?> decided) {
        if (submission == null) {
            submission = submitting.submit(this, decided);
        }
        return submission;
    }

    List<Guard> guards() {
        return guards;
    }

    Map<String, String> details() {
        return details == null ? Map.of() : details;
    }
}
