package io.strongroom.api.officer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.audit.RequestFacts;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.DisplayName;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An event of the log, as Azure Monitor's `AuditEvent`, with its place in the chain.
@JsonInclude(JsonInclude.Include.NON_NULL)
record EventJson(
        String time,
        @Nullable String resourceId,
        String operationName,
        @Nullable String operationVersion,
        String category,
        String resultType,
        String resultSignature,
        String resultDescription,
        long durationMs,
        String callerIpAddress,
        String correlationId,
        @Nullable Identity identity,
        Map<String, Object> properties,
        Chain strongroom)
        implements LogEntryJson {

    record Identity(Claim claim) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Claim(String oid, @Nullable String upn, @Nullable String name, @Nullable String appid) {}

    /// @param previousHash hexadecimal, like `hash`
    record Chain(String tenant, String node, long sequence, String previousHash, String hash) {}

    static EventJson of(RecordedEvent recorded) {
        AuditEvent event = recorded.event();
        RequestFacts request = event.request();
        Outcome outcome = event.outcome();
        String resource = event.target().resourceId();
        return new EventJson(
                request.received().toString(),
                resource == null ? null : resource.toUpperCase(Locale.ROOT),
                event.action().operationName(),
                request.apiVersion(),
                "AuditEvent",
                outcome.succeeded() ? "Success" : "Failure",
                outcome.signature(),
                outcome.description(),
                event.duration().toMillis(),
                request.clientAddress(),
                request.correlationId(),
                event.caller() == null ? null : identity(event.caller()),
                properties(event),
                chain(recorded));
    }

    private static Identity identity(Caller caller) {
        DisplayName name = caller.displayName();
        return new Identity(
                new Claim(
                        caller.principal().value(),
                        caller.userName(),
                        name == null ? null : name.value(),
                        caller.applicationId()));
    }

    private static Map<String, Object> properties(AuditEvent event) {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (event.request().userAgent() != null) {
            properties.put("clientInfo", event.request().userAgent());
        }
        properties.put("requestUri", event.request().uri());
        String id = id(event);
        if (id != null) {
            properties.put("id", id);
        }
        properties.put("httpStatusCode", event.outcome().status());
        event.details().forEach(properties::putIfAbsent);
        return properties;
    }

    /// The address of the operation's object, on the host that the client dialled.
    private static @Nullable String id(AuditEvent event) {
        Target target = event.target();
        if (target.collection() == null || target.object() == null) {
            return null;
        }
        String object = "/" + target.collection() + "/" + target.object();
        String version = target.version() == null ? "" : "/" + target.version();
        return base(event.request().uri()) + object + version;
    }

    private static String base(String uri) {
        int path = uri.indexOf('/', uri.indexOf("//") + 2);
        return path < 0 ? uri : uri.substring(0, path);
    }

    private static Chain chain(RecordedEvent recorded) {
        HexFormat hex = HexFormat.of();
        return new Chain(
                recorded.event().target().tenant().toString(),
                recorded.node(),
                recorded.sequence(),
                hex.formatHex(recorded.previousHash()),
                hex.formatHex(recorded.hash()));
    }
}
