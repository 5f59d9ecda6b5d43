package io.strongroom.api.data;

import io.strongroom.api.auth.TokenAuthentication;
import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.Requests;
import io.strongroom.api.http.Responses;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.VaultDoor;
import io.strongroom.core.audit.RequestFacts;
import io.strongroom.core.key.KeyLifecycle;
import io.strongroom.core.key.KeyUsage;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.vault.OpenVault;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Answers the hosts of vaults, each request as exactly one audited operation, and lets all other
/// requests pass. It stands before everything else and routes by itself, because clients send paths
/// that Spring rejects, and because a signature is too short for a dispatcher.
public final class DataPlane implements Filter {
    private final Addresses addresses;
    private final Requests requests;
    private final AuditedOperations operations;
    private final Entrance entrance;
    private final KeyAnswers keys;

    public DataPlane(
            Addresses addresses,
            Requests requests,
            TokenAuthentication tokens,
            AuditedOperations operations,
            VaultDoor door,
            KeyLifecycle lifecycle,
            KeyUsage usage) {
        this.addresses = addresses;
        this.requests = requests;
        this.operations = operations;
        this.entrance = new Entrance(door, tokens, addresses);
        this.keys = new KeyAnswers(new KeyManagement(lifecycle), new KeyCryptography(usage));
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
        Exchange exchange = new Exchange(request, facts, label);
        try {
            Decided<byte[]> decided = perform(exchange);
            region(exchange, response);
            Responses.send(response, decided.status(), decided.answer());
        } catch (VaultException refusal) {
            region(exchange, response);
            refuse(exchange, response, refusal);
        } catch (RuntimeException | Error failure) {
            Responses.fail(response, facts, failure);
        } finally {
            exchange.wipe();
        }
    }

    private Decided<byte[]> perform(Exchange exchange) {
        return operations.perform(
                exchange.route().operation().action(),
                exchange.facts(),
                evidence -> keys.answer(entrance.enter(exchange, evidence)));
    }

    private void refuse(Exchange exchange, HttpServletResponse response, VaultException refusal)
            throws IOException {
        if (refusal.status() == 405) {
            response.setHeader("Allow", exchange.route().allowed());
        }
        Responses.refuse(response, exchange.facts(), refusal, challenge(exchange, refusal));
    }

    private @Nullable String challenge(Exchange exchange, VaultException refusal) {
        OpenVault vault = exchange.vault();
        return refusal.status() == 401 && vault != null
                ? addresses.challenge(vault.tenant().id(), exchange.port())
                : null;
    }

    private static void region(Exchange exchange, HttpServletResponse response) {
        OpenVault vault = exchange.vault();
        if (vault != null) {
            response.setHeader("x-ms-keyvault-region", vault.vault().location());
        }
    }
}
