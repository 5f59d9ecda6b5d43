package io.strongroom.audit;

import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.audit.RequestFacts;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// Sample events.
public final class Events {
    public static final TenantId CONTOSO =
            new TenantId(UUID.fromString("11111111-1111-4111-8111-111111111111"));
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final String RESOURCE =
            "/subscriptions/11111111-aaaa-4111-8111-111111111111/resourceGroups/main"
                    + "/providers/Microsoft.KeyVault/vaults/contoso-demo";

    private Events() {}

    public static TenantId freshTenant() {
        return new TenantId(UUID.randomUUID());
    }

    /// A signature with a key, of a tenant.
    public static AuditEvent signature(TenantId tenant) {
        return signature(tenant, UUID.randomUUID().toString());
    }

    public static AuditEvent signature(TenantId tenant, String correlationId) {
        return new AuditEvent(
                Action.KEY_SIGN,
                request(correlationId, NOON),
                keyOf(tenant),
                caller(tenant),
                Outcome.success(200),
                Duration.ofNanos(1_234_567),
                Map.of("algorithm", "ES256"));
    }

    /// A signature whose request arrived at this time.
    public static AuditEvent at(TenantId tenant, Instant received) {
        AuditEvent sample = signature(tenant);
        return new AuditEvent(
                sample.action(),
                request("c-1", received),
                sample.target(),
                sample.caller(),
                sample.outcome(),
                sample.duration(),
                sample.details());
    }

    /// A request without a caller, a target or optional facts.
    public static AuditEvent unrecognised() {
        return new AuditEvent(
                Action.UNKNOWN,
                new RequestFacts("c-1", "GET", "https://x/", null, "::1", null, NOON, 0),
                Target.of(TenantId.NONE),
                null,
                new Outcome(401, "Unauthorized", "No token."),
                Duration.ZERO,
                Map.of());
    }

    public static Target keyOf(TenantId tenant) {
        return new Target(
                tenant,
                RESOURCE,
                "contoso-demo",
                "keys",
                "demo-ec",
                "0123456789abcdef0123456789abcdef");
    }

    public static Caller caller(TenantId tenant) {
        return new Caller(
                tenant,
                new PrincipalId("33333333-3333-4333-8333-333333333333"),
                "44444444-4444-4444-8444-444444444444",
                null,
                "https://localhost:8443/" + tenant + "/v2.0");
    }

    public static RequestFacts request(String correlationId, Instant received) {
        return new RequestFacts(
                correlationId,
                "POST",
                "https://contoso-demo.vault.localhost:8443/keys/demo-ec/sign?api-version=7.6",
                "7.6",
                "127.0.0.1",
                "azsdk-java",
                received,
                0);
    }
}
