package io.strongroom.core.operation;

import io.strongroom.core.audit.RequestFacts;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an operation is about and what it relied on, gathered while it runs. Not safe for use by
/// several threads.
public final class Evidence {
    private final RequestFacts request;
    private final boolean current;
    private final List<Guard> guards = new ArrayList<>(4);
    private Target target = Target.of(TenantId.NONE);
    private @Nullable Caller caller;
    private @Nullable Map<String, String> details;
    private @Nullable Change change;

    Evidence(RequestFacts request, boolean current) {
        this.request = request;
        this.current = current;
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
        if (!guards.contains(guard)) {
            guards.add(guard);
        }
    }

    /// The operation is about this.
    public void about(Target what) {
        target = what;
    }

    /// This caller requested the operation.
    public void by(Caller who) {
        caller = who;
    }

    /// A short fact for the record. Never a secret.
    public void detail(String name, String value) {
        if (details == null) {
            details = new HashMap<>(4);
        }
        details.put(name, value);
    }

    /// If the operation is refused, this commits with its record.
    public void changing(Change onRefusal) {
        change = onRefusal;
    }

    public Target target() {
        return target;
    }

    @Nullable Caller caller() {
        return caller;
    }

    @Nullable Change change() {
        return change;
    }

    List<Guard> guards() {
        return guards;
    }

    Map<String, String> details() {
        return details == null ? Map.of() : details;
    }
}
