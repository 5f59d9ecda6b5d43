package io.strongroom.api.data;

import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.JsonBody;
import io.strongroom.core.audit.RequestFacts;
import io.strongroom.core.vault.OpenVault;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A request on its way. Its operation may run more than once; the body is read once. Belongs to
/// one thread at a time.
final class Exchange {
    private final HttpServletRequest request;
    private final RequestFacts facts;
    private final String vaultLabel;
    private final Route route;
    private final String port;
    private @Nullable OpenVault vault;
    private byte @Nullable [] body;
    private byte @Nullable [] answer;

    Exchange(HttpServletRequest request, RequestFacts facts, String vaultLabel) {
        this.request = request;
        this.facts = facts;
        this.vaultLabel = vaultLabel;
        this.route = Router.route(request.getMethod(), request.getRequestURI());
        this.port = Addresses.port(request);
    }

    HttpServletRequest request() {
        return request;
    }

    RequestFacts facts() {
        return facts;
    }

    /// The first part of the host, which may be no vault's name.
    String vaultLabel() {
        return vaultLabel;
    }

    Route route() {
        return route;
    }

    /// The port dialled, as in addresses.
    String port() {
        return port;
    }

    /// The vault, once it was found.
    @Nullable OpenVault vault() {
        return vault;
    }

    void found(OpenVault open) {
        vault = open;
    }

    /// The body; it is wiped with the exchange.
    byte[] body() {
        if (body == null) {
            body = JsonBody.bytes(request);
        }
        return body;
    }

    /// Keeps what is going to be answered, so that it is wiped with the exchange.
    byte[] answering(byte[] bytes) {
        wipe(answer);
        answer = bytes;
        return bytes;
    }

    void wipe() {
        wipe(body);
        wipe(answer);
    }

    private static void wipe(byte @Nullable [] bytes) {
        if (bytes != null) {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
