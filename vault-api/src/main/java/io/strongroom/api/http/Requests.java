package io.strongroom.api.http;

import io.strongroom.core.audit.RequestFacts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The facts of a request that need no validation.
public final class Requests {
    /// Longest `User-Agent` that is kept, in characters.
    public static final int MAX_USER_AGENT = 256;

    private static final int MAX_METHOD = 32;
    private static final int MAX_PATH = 1024;
    private static final int MAX_API_VERSION = 64;
    private static final int MAX_CLIENT_REQUEST_ID = 128;
    private final Clock clock;

    public Requests(Clock clock) {
        this.clock = clock;
    }

    /// Gathers the facts and sets the request's ids in the response: `x-ms-request-id`, and
    /// `x-ms-client-request-id` if the client sent one.
    public RequestFacts begin(HttpServletRequest request, HttpServletResponse response) {
        long nanos = System.nanoTime();
        String id = UUID.randomUUID().toString();
        response.setHeader("x-ms-request-id", id);
        String clientId = request.getHeader("x-ms-client-request-id");
        if (clientId != null
                && clientId.length() <= MAX_CLIENT_REQUEST_ID
                && printable(clientId, MAX_CLIENT_REQUEST_ID).equals(clientId)) {
            response.setHeader("x-ms-client-request-id", clientId);
        }
        String version = Query.value(request, "api-version");
        String apiVersion = version == null ? null : printable(version, MAX_API_VERSION);
        String agent = request.getHeader("User-Agent");
        return new RequestFacts(
                id,
                text(request.getMethod(), MAX_METHOD),
                uri(request, apiVersion),
                apiVersion,
                request.getRemoteAddr(),
                agent == null ? null : printable(agent, MAX_USER_AGENT),
                clock.instant(),
                nanos);
    }

    private static String uri(HttpServletRequest request, @Nullable String apiVersion) {
        String host = request.getHeader("Host");
        String path = request.getRequestURI();
        String dialled = "https://" + (host == null ? "" : host) + (path == null ? "" : path);
        String bare = printable(dialled, MAX_PATH);
        return apiVersion == null ? bare : bare + "?api-version=" + apiVersion;
    }

    /// @param text null in a request that is no HTTP
    private static String text(@Nullable String text, int limit) {
        return text == null ? "" : printable(text, limit);
    }

    /// The text as it may stand in a header, a log or a record: printable ASCII, cut to a length.
    public static String printable(String text, int limit) {
        int length = Math.min(text.length(), limit);
        for (int i = 0; i < length; i++) {
            if (!isPrintable(text.charAt(i))) {
                return replaced(text, length);
            }
        }
        return text.length() == length ? text : text.substring(0, length);
    }

    private static String replaced(String text, int length) {
        StringBuilder result = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            result.append(isPrintable(c) ? c : '?');
        }
        return result.toString();
    }

    private static boolean isPrintable(char c) {
        return c >= ' ' && c < 127;
    }
}
