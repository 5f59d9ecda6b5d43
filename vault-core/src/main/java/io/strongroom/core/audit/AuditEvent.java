package io.strongroom.core.audit;

import io.strongroom.core.identity.Caller;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One operation: its caller, object, time, origin and outcome. Never inputs, outputs or tokens.
///
/// @param caller null if the request was not authenticated
/// @param details short facts such as `algorithm`
public record AuditEvent(
        Action action,
        RequestFacts request,
        Target target,
        @Nullable Caller caller,
        Outcome outcome,
        Duration duration,
        Map<String, String> details) {

    public AuditEvent {
        details = Map.copyOf(details);
    }

    /// The same operation with another ending.
    public AuditEvent with(Outcome other) {
        return new AuditEvent(action, request, target, caller, other, duration, details);
    }
}
