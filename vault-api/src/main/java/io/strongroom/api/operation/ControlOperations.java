package io.strongroom.api.operation;

import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.Requests;
import io.strongroom.api.http.Responses;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.TenantDoor;
import io.strongroom.core.access.TenantVisit;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.RequestFacts;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.operation.Evidence;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Answers requests outside of the vaults. Each is one audited operation that begins with the
/// token, so that a refused token is in the log as well.
public final class ControlOperations {
    private static final byte[] NO_BODY = {};
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Requests requests;
    private final AuditedOperations operations;
    private final Function<HttpServletRequest, Caller> authentication;
    private final TenantDoor door;
    private final Addresses addresses;

    /// @param authentication finds the caller by the request's token, or throws `VaultException`
    public ControlOperations(
            Requests requests,
            AuditedOperations operations,
            Function<HttpServletRequest, Caller> authentication,
            TenantDoor door,
            Addresses addresses) {
        this.requests = requests;
        this.operations = operations;
        this.authentication = authentication;
        this.door = door;
        this.addresses = addresses;
    }

    /// What a caller asks for.
    @FunctionalInterface
    public interface Operation<R> {
        Decided<R> perform(TenantVisit visit);
    }

    /// Performs the operation and answers.
    ///
    /// @param rendering makes the JSON of the answer; null for an answer without a body
    public <R> void answer(
            Exchange exchange,
            Action action,
            Operation<R> operation,
            Function<R, @Nullable Object> rendering)
            throws IOException {
        HttpServletResponse response = exchange.response();
        RequestFacts facts = requests.begin(exchange.request(), response);
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        try {
            Decided.Answer<byte[]> answer =
                    operations.perform(
                            action,
                            facts,
                            evidence ->
                                    begun(exchange, evidence, operation)
                                            .map(result -> rendered(rendering.apply(result))));
            send(response, answer.status(), answer.value());
        } catch (VaultException refusal) {
            Responses.refuse(response, facts, refusal, challenge(exchange, refusal));
        } catch (RuntimeException | Error failure) {
            Responses.fail(response, facts, failure);
        }
    }

    private <R> Decided<R> begun(Exchange exchange, Evidence evidence, Operation<R> operation) {
        Caller caller = authentication.apply(exchange.request());
        evidence.by(caller);
        return operation.perform(door.enter(caller, evidence));
    }

    private static byte[] rendered(@Nullable Object body) {
        return body == null ? NO_BODY : JSON.writeValueAsBytes(body);
    }

    private static void send(HttpServletResponse response, int status, byte[] body)
            throws IOException {
        if (body.length == 0) {
            response.setStatus(status);
            return;
        }
        Responses.send(response, status, body);
    }

    /// Names no tenant: whose subscription it is, nobody learns who has no token for it.
    private String challenge(Exchange exchange, VaultException refusal) {
        String why = Requests.printable(refusal.description().replace('"', '\''), 200);
        return "Bearer authorization=\"%s/organizations\", error=\"invalid_token\", error_description=\"%s\""
                .formatted(addresses.authority(exchange.port()), why);
    }
}
