package io.strongroom.api.data;

import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.JsonBody;
import io.strongroom.core.audit.RequestFacts;
import io.strongroom.core.crypto.SecretBytes;
import io.strongroom.core.vault.OpenVault;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request in progress, and the owner of all bytes that it reads and writes: they are wiped when
/// it is closed. Its operation may run more than once; the body is read once. Not safe for use by
/// several threads.
final class Exchange implements AutoCloseable {
    private final HttpServletRequest request;
    private final RequestFacts facts;
    private final String vaultLabel;
    private final RouteMatch match;
    private final String port;
    private final List<SecretBytes> secrets = new ArrayList<>(4);
    private @Nullable OpenVault vault;
    private byte @Nullable [] body;

    Exchange(HttpServletRequest request, RequestFacts facts, String vaultLabel, RouteMatch match) {
        this.request = request;
        this.facts = facts;
        this.vaultLabel = vaultLabel;
        this.match = match;
        this.port = Addresses.port(request);
    }

    HttpServletRequest request() {
        return request;
    }

    RequestFacts facts() {
        return facts;
    }

    /// The first label of the host, which need not be a valid vault name.
    String vaultLabel() {
        return vaultLabel;
    }

    RouteMatch match() {
        return match;
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

    /// The body.
    byte[] body() {
        if (body == null) {
            body = wiped(JsonBody.bytes(request, match.require().maxBody()));
        }
        return body;
    }

    /// Wipes bytes when the exchange is closed.
    byte[] wiped(byte[] bytes) {
        secrets.add(SecretBytes.of(bytes));
        return bytes;
    }

    @Override
    public void close() {
        secrets.forEach(SecretBytes::close);
    }
}
