package io.strongroom.api.arm;

import io.strongroom.api.auth.CallerAuthentication;
import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.Requests;
import io.strongroom.api.http.Responses;
import io.strongroom.api.http.UnreadBody;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.TenantDoor;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.operation.Evidence;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.databind.json.JsonMapper;

/// Answers requests outside of the vaults, each as one audited operation. A refusal of the token is
/// an operation, too: it has a record with the name of what was asked for.
public final class ControlOperations {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final byte[] NO_BODY = {};

    private final AuditedOperations operations;
    private final ControlRoutes routes;
    private final TenantDoor door;
    private final Addresses addresses;
    private final Function<AuthenticationException, VaultException> refusals;

    /// @param refusals what a caller is told whose request could not be authenticated
    public ControlOperations(
            AuditedOperations operations,
            ControlRoutes routes,
            TenantDoor door,
            Addresses addresses,
            Function<AuthenticationException, VaultException> refusals) {
        this.operations = operations;
        this.routes = routes;
        this.door = door;
        this.addresses = addresses;
        this.refusals = refusals;
    }

    /// Performs an operation and responds. The body is rendered before the record is stored, so
    /// that a failure to render is recorded as a failure.
    ///
    /// @param rendering returns what the body's JSON is made from, null for no body
    public <R> void answer(
            ControlExchange exchange,
            ControlOperation<R> operation,
            Function<R, @Nullable Object> rendering)
            throws IOException {
        respond(
                exchange,
                evidence -> {
                    Caller caller = authenticated();
                    evidence.by(caller);
                    return operation
                            .perform(door.enter(caller, evidence))
                            .map(result -> rendered(rendering.apply(result)));
                });
    }

    /// Refuses a request that could not be authenticated.
    void refuse(ControlExchange exchange, AuthenticationException failure) throws IOException {
        refuse(exchange, refusals.apply(failure));
    }

    /// Refuses a request.
    void refuse(ControlExchange exchange, VaultException refusal) throws IOException {
        respond(
                exchange,
                evidence -> {
                    Caller caller = caller();
                    if (caller != null) {
                        evidence.by(caller);
                        evidence.about(Target.of(caller.tenant()));
                    }
                    throw refusal;
                });
    }

    /// Answers a failure that no operation has seen.
    void fail(ControlExchange exchange, Throwable failure) throws IOException {
        respond(
                exchange,
                _ -> {
                    switch (failure) {
                        case Error e -> throw e;
                        case RuntimeException e -> throw e;
                        default -> throw new IllegalStateException(failure);
                    }
                });
    }

    private void respond(ControlExchange exchange, Function<Evidence, Decided<byte[]>> operation)
            throws IOException {
        try {
            send(
                    exchange,
                    operations.perform(
                            routes.action(exchange.request()), exchange.facts(), operation));
        } catch (VaultException refusal) {
            UnreadBody.discard(exchange.request(), exchange.response(), refusal);
            Responses.refuse(
                    exchange.response(),
                    exchange.facts(),
                    named(refusal),
                    challenge(exchange, refusal));
        } catch (RuntimeException | Error failure) {
            UnreadBody.discard(exchange.request(), exchange.response());
            Responses.fail(exchange.response(), exchange.facts(), failure);
        }
    }

    /// Azure Resource Manager has a name of its own for a conflict.
    private static VaultException named(VaultException refusal) {
        return refusal.problem() == Problem.CONFLICT
                ? new VaultException(Problem.CONFLICT_ERROR, refusal.description())
                : refusal;
    }

    private static byte[] rendered(@Nullable Object body) {
        return body == null ? NO_BODY : JSON.writeValueAsBytes(body);
    }

    private static void send(ControlExchange exchange, Decided.Answer<byte[]> answer)
            throws IOException {
        UnreadBody.discard(exchange.request(), exchange.response());
        if (answer.value().length == 0) {
            exchange.response().setStatus(answer.status());
        } else {
            Responses.send(exchange.response(), answer.status(), answer.value());
        }
    }

    private Caller authenticated() {
        Caller caller = caller();
        if (caller == null) {
            throw refusals.apply(new AuthenticationCredentialsNotFoundException("no token"));
        }
        return caller;
    }

    private static @Nullable Caller caller() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null ? null : CallerAuthentication.caller(authentication);
    }

    /// The challenge does not name the tenant, so a caller without a token cannot learn who owns
    /// the subscription.
    private String challenge(ControlExchange exchange, VaultException refusal) {
        String why = Requests.printable(refusal.description().replace('"', '\''), 200);
        return "Bearer authorization=\"%s\", error=\"invalid_token\", error_description=\"%s\""
                .formatted(addresses.login(exchange.port()), why);
    }
}
