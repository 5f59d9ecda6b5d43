package io.strongroom.api.operation;

import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.JsonBody;
import io.strongroom.api.http.JsonObject;
import io.strongroom.api.http.Query;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/// A request and its answer. Belongs to one thread.
public final class Exchange {
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private @Nullable JsonObject body;

    public Exchange(HttpServletRequest request, HttpServletResponse response) {
        this.request = request;
        this.response = response;
    }

    public HttpServletRequest request() {
        return request;
    }

    HttpServletResponse response() {
        return response;
    }

    /// The body, read when it is first asked for.
    ///
    /// @throws io.strongroom.core.VaultException when it is no JSON object, or beyond a limit
    public JsonObject body() {
        if (body == null) {
            body = JsonBody.object(request);
        }
        return body;
    }

    /// A parameter of the query, decoded; null when it is absent.
    public @Nullable String parameter(String name) {
        return Query.value(request, name);
    }

    /// The base address that the client dialled, without a trailing slash.
    public String base() {
        return "https://" + request.getHeader("Host");
    }

    /// The port that the client dialled, as [Addresses] writes it.
    public String port() {
        return Addresses.port(request);
    }
}
