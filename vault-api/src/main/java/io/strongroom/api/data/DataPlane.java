package io.strongroom.api.data;

import io.strongroom.api.auth.TokenAuthentication;
import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.Requests;
import io.strongroom.api.http.Responses;
import io.strongroom.api.http.UnreadBody;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.VaultDoor;
import io.strongroom.core.audit.RequestFacts;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.vault.OpenVault;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Answers requests to vaults' hosts, each as exactly one audited operation, and passes all other
/// requests on. It is the first filter and searches its own table of routes, because clients send
/// paths that Spring rejects, and because a dispatcher costs too much beside a signature.
final class DataPlane implements Filter {
    private final Addresses addresses;
    private final Requests requests;
    private final AuditedOperations operations;
    private final RequestGate gate;
    private final Routes routes;

    DataPlane(
            Addresses addresses,
            Requests requests,
            TokenAuthentication tokens,
            AuditedOperations operations,
            VaultDoor door,
            HsmPlatform platform,
            Routes routes) {
        this.addresses = addresses;
        this.requests = requests;
        this.operations = operations;
        this.gate = new RequestGate(door, tokens, addresses, platform);
        this.routes = routes;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http
                && response instanceof HttpServletResponse answer) {
            String label = addresses.vaultLabel(http);
            if (label != null) {
                serve(http, answer, label);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, String label)
            throws IOException {
        RequestFacts facts = requests.begin(request, response);
        StandingHeaders.write(request, response);
        RouteMatch match = routes.match(method(request), request.getRequestURI());
        try (Exchange exchange = new Exchange(request, facts, label, match)) {
            serve(exchange, response);
        }
    }

    /// The method, which a POST may name in a header: clients that cannot send PATCH or DELETE do
    /// so.
    private static String method(HttpServletRequest request) {
        String meant = request.getHeader("X-HTTP-REQUEST");
        return meant != null && request.getMethod().equals("POST")
                ? meant.toUpperCase(Locale.ROOT)
                : request.getMethod();
    }

    private void serve(Exchange exchange, HttpServletResponse response) throws IOException {
        RequestFacts facts = exchange.facts();
        try {
            Decided.Answer<byte[]> answer =
                    operations.perform(
                            exchange.match().action(),
                            facts,
                            evidence -> handle(exchange, evidence));
            region(exchange, response);
            UnreadBody.discard(exchange.request(), response);
            Responses.send(response, answer.status(), answer.value());
        } catch (VaultException refusal) {
            region(exchange, response);
            refuse(exchange, response, refusal);
        } catch (RuntimeException | Error failure) {
            UnreadBody.discard(exchange.request(), response);
            Responses.fail(response, facts, failure);
        }
    }

    private Decided<byte[]> handle(Exchange exchange, Evidence evidence) {
        Call call = gate.admit(exchange, evidence);
        Route route = exchange.match().require();
        return route.handler().handle(call).map(exchange::wiped);
    }

    private void refuse(Exchange exchange, HttpServletResponse response, VaultException refusal)
            throws IOException {
        if (refusal.status() == 405) {
            response.setHeader("Allow", exchange.match().allowed());
        }
        UnreadBody.discard(exchange.request(), response, refusal);
        Responses.refuse(response, exchange.facts(), refusal, challenge(exchange, refusal));
    }

    private @Nullable String challenge(Exchange exchange, VaultException refusal) {
        OpenVault vault = exchange.vault();
        return refusal.status() == 401 && vault != null
                ? addresses.challenge(vault.vault(), exchange.port())
                : null;
    }

    private static void region(Exchange exchange, HttpServletResponse response) {
        OpenVault vault = exchange.vault();
        if (vault != null) {
            response.setHeader("x-ms-keyvault-region", vault.vault().location());
        }
    }
}
