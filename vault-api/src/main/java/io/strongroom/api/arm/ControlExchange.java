package io.strongroom.api.arm;

import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.JsonBody;
import io.strongroom.api.http.JsonObject;
import io.strongroom.api.http.Query;
import io.strongroom.core.audit.RequestFacts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerMapping;

/// A request outside of the vaults and its response. A parameter of a controller's method may have
/// this type. Belongs to one thread.
public final class ControlExchange {
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final RequestFacts facts;
    private @Nullable JsonObject body;

    ControlExchange(HttpServletRequest request, HttpServletResponse response, RequestFacts facts) {
        this.request = request;
        this.response = response;
        this.facts = facts;
    }

    HttpServletRequest request() {
        return request;
    }

    HttpServletResponse response() {
        return response;
    }

    /// What is known of the request.
    public RequestFacts facts() {
        return facts;
    }

    /// The path as sent.
    public String path() {
        return request.getRequestURI();
    }

    /// A variable of the route's path template, decoded; null if the template does not have it.
    public @Nullable String variable(String name) {
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return variables instanceof Map<?, ?> map && map.get(name) instanceof String value
                ? value
                : null;
    }

    /// The body, which is read by the first call.
    ///
    /// @throws io.strongroom.core.VaultException if it is not a JSON object or exceeds a limit
    public JsonObject body() {
        if (body == null) {
            body = JsonBody.object(request);
        }
        return body;
    }

    /// A parameter of the query, decoded; null if it is absent.
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
