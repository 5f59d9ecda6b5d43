package io.strongroom.api.http;

import io.strongroom.core.VaultException;
import io.strongroom.core.audit.RequestFacts;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Renders refusals and failures as Azure does. The one place where an exception becomes an answer.
public final class Errors {
    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);
    private static final Duration UNAVAILABLE = Duration.ofSeconds(2);

    private Errors() {}

    /// Answers a refusal.
    ///
    /// @param challenge value of `WWW-Authenticate` for a 401, else not used
    public static void refuse(
            HttpServletResponse response,
            RequestFacts request,
            VaultException refusal,
            @Nullable String challenge)
            throws IOException {
        Duration retryAfter = retryAfter(refusal);
        if (retryAfter != null) {
            response.setHeader(
                    "Retry-After",
                    Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds())));
        }
        if (refusal instanceof VaultException.Unauthorized && challenge != null) {
            response.setHeader("WWW-Authenticate", challenge);
        }
        if (refusal instanceof VaultException.Integrity) {
            LOG.error(
                    "request {}: stored data failed its integrity check: {}",
                    request.correlationId(),
                    refusal.description());
        }
        send(response, refusal.status(), body(refusal));
    }

    /// Answers a failure of the service itself, without any detail, and logs it with the request's
    /// id.
    public static void fail(HttpServletResponse response, RequestFacts request, Throwable failure)
            throws IOException {
        LOG.error("request {} failed", request.correlationId(), failure);
        send(response, 500, body("InternalServerError", null, "An internal error occurred."));
    }

    /// Sends JSON in one write.
    public static void send(HttpServletResponse response, int status, byte[] body)
            throws IOException {
        response.setStatus(status);
        response.setContentType("application/json; charset=utf-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /// `{"error":{"code","message","innererror":{"code"}}}`.
    public static byte[] body(VaultException refusal) {
        return body(refusal.code(), refusal.innerCode(), refusal.description());
    }

    private static byte[] body(String code, @Nullable String innerCode, String message) {
        JsonOut out = new JsonOut(512).object().name("error").object();
        out.name("code").text(code).name("message").text(message);
        if (innerCode != null) {
            out.name("innererror").object().name("code").text(innerCode).endObject();
        }
        return out.endObject().endObject().finish();
    }

    private static @Nullable Duration retryAfter(VaultException refusal) {
        return switch (refusal) {
            case VaultException.Busy busy -> busy.retryAfter();
            case VaultException.Unavailable _ -> UNAVAILABLE;
            case VaultException.Unauthorized _,
                    VaultException.Forbidden _,
                    VaultException.NotFound _,
                    VaultException.BadParameter _,
                    VaultException.Conflict _,
                    VaultException.Integrity _ ->
                    null;
        };
    }
}
