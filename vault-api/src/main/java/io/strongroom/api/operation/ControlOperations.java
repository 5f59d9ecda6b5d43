package io.strongroom.api.operation;

import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.Requests;
import io.strongroom.api.http.Responses;
import io.strongroom.core.VaultException;
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
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Requests requests;
    private final AuditedOperations operations;
    private final Function<HttpServletRequest, Caller> authentication;
    private final Addresses addresses;

    /// @param authentication finds the caller by the request's token, or throws `VaultException`
    public ControlOperations(
            Requests requests,
            AuditedOperations operations,
            Function<HttpServletRequest, Caller> authentication,
            Addresses addresses) {
        this.requests = requests;
        this.operations = operations;
        this.authentication = authentication;
        this.addresses = addresses;
    }

    /// What a caller asks for.
    @FunctionalInterface
    public interface Operation<R> {
        Decided<R> perform(Caller caller, Evidence evidence);
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
            Decided<R> decided =
                    operations.perform(
                            action, facts, evidence -> begun(exchange, evidence, operation));
            send(response, decided.status(), rendering.apply(decided.answer()));
        } catch (VaultException refusal) {
            Responses.refuse(response, facts, refusal, challenge(exchange, refusal));
        } catch (RuntimeException failure) {
            Responses.fail(response, facts, failure);
        }
    }

    private <R> Decided<R> begun(Exchange exchange, Evidence evidence, Operation<R> operation) {
        Caller caller = authentication.apply(exchange.request());
        evidence.by(caller);
        return operation.perform(caller, evidence);
    }

    private static void send(HttpServletResponse response, int status, @Nullable Object body)
            throws IOException {
        if (body == null) {
            response.setStatus(status);
            return;
        }
        Responses.send(response, status, JSON.writeValueAsBytes(body));
    }

    /// Names no tenant: whose subscription it is, nobody learns who has no token for it.
    private String challenge(Exchange exchange, VaultException refusal) {
        String why = Requests.printable(refusal.description().replace('"', '\''), 200);
        return "Bearer authorization=\"%s/organizations\", error=\"invalid_token\", error_description=\"%s\""
                .formatted(addresses.authority(exchange.port()), why);
    }
}
