package io.strongroom.api.arm;

import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.JsonBody;
import io.strongroom.api.http.JsonObject;
import io.strongroom.api.http.Query;
import io.strongroom.api.http.Requests;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.RequestFacts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerMapping;

/// A request outside of the vaults and its response. A parameter of a controller's method may have
/// this type. Belongs to one thread.
public final class ControlExchange {
    private static final int MAX_NAME = 100;

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
    /// @throws VaultException if it is not a JSON object or exceeds a limit
    public JsonObject body() {
        if (body == null) {
            body = JsonBody.object(request, ControlRoutes.maxBody(request));
        }
        return body;
    }

    /// A parameter of the query, decoded; null if it is absent.
    public @Nullable String parameter(String name) {
        return Query.value(request, name);
    }

    /// Requires that the query has no parameter but these, and none of them twice.
    ///
    /// @throws VaultException about the first one that is not known or is given again
    public void requireParameters(List<String> known) {
        Set<String> seen = new HashSet<>();
        for (String name : Query.names(request)) {
            String canonical = name.toLowerCase(Locale.ROOT);
            if (!known.contains(canonical)) {
                throw new VaultException(
                        Problem.BAD_PARAMETER,
                        "There is no parameter '%s'; there are %s."
                                .formatted(
                                        Requests.printable(name, MAX_NAME),
                                        String.join(", ", known)));
            }
            if (!seen.add(canonical)) {
                throw new VaultException(
                        Problem.BAD_PARAMETER,
                        "The parameter '%s' is given twice; there are %s, each once."
                                .formatted(canonical, String.join(", ", known)));
            }
        }
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
