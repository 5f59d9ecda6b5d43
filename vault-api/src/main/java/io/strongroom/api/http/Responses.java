package io.strongroom.api.http;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.RequestFacts;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends answers, and renders refusals and failures as Azure does. An exception becomes an answer
/// here and nowhere else.
public final class Responses {
    private static final Logger LOG = LoggerFactory.getLogger(Responses.class);
    private static final Duration UNAVAILABLE = Duration.ofSeconds(2);
    private static final OncePerMinute UNAVAILABLE_LOG =
            new OncePerMinute(
                    System::nanoTime, cause -> LOG.warn("requests are answered 503: {}", cause));

    private Responses() {}

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
        if (refusal.status() == 401 && challenge != null) {
            response.setHeader("WWW-Authenticate", challenge);
        }
        log(refusal, request);
        send(response, refusal.status(), body(refusal));
    }

    private static void log(VaultException refusal, RequestFacts request) {
        if (refusal instanceof VaultException.Integrity) {
            LOG.error(
                    "request {}: stored data failed its integrity check: {}",
                    request.correlationId(),
                    refusal.description());
        }
        Throwable cause = refusal.getCause();
        if (refusal.problem() == Problem.SERVICE_UNAVAILABLE && cause != null) {
            UNAVAILABLE_LOG.report(cause.toString());
        }
    }

    /// Answers a failure of the service itself, without any detail, and logs it with the request's
    /// id.
    public static void fail(HttpServletResponse response, RequestFacts request, Throwable failure)
            throws IOException {
        LOG.error("request {} failed", request.correlationId(), failure);
        send(response, 500, body(Problem.INTERNAL_SERVER_ERROR, "An internal error occurred."));
    }

    /// Sends JSON in one write.
    public static void send(HttpServletResponse response, int status, byte[] body)
            throws IOException {
        response.setStatus(status);
        if (status == HttpServletResponse.SC_NO_CONTENT) {
            return;
        }
        response.setContentType("application/json; charset=utf-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /// `{"error":{"code","message","innererror":{"code"}}}`.
    public static byte[] body(VaultException refusal) {
        return body(refusal.problem(), refusal.description());
    }

    private static byte[] body(Problem problem, String message) {
        String innerCode = problem.innerCode();
        JsonOut out = new JsonOut(512).object().name("error").object();
        out.name("code").text(problem.code()).name("message").text(message);
        if (innerCode != null) {
            out.name("innererror").object().name("code").text(innerCode).endObject();
        }
        return out.endObject().endObject().finish();
    }

    private static @Nullable Duration retryAfter(VaultException refusal) {
        if (refusal instanceof VaultException.Busy busy) {
            return busy.retryAfter();
        }
        return refusal.problem() == Problem.SERVICE_UNAVAILABLE ? UNAVAILABLE : null;
    }
}
