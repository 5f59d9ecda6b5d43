package io.strongroom.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/// Responses that Tomcat itself sends, to requests that do not get as far as the service: the
/// status in Azure's form, without naming the software. Tomcat instantiates this class by its name.
public final class BareErrors extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        boolean silent =
                status < HttpServletResponse.SC_BAD_REQUEST
                        || response.getContentWritten() > 0
                        || !response.setErrorReported();
        if (silent) {
            return;
        }
        byte[] body =
                "{\"error\":{\"code\":\"%s\",\"message\":\"The request could not be served.\"}}"
                        .formatted(ServerRefusal.of(status).code())
                        .getBytes(StandardCharsets.US_ASCII);
        try {
            response.setContentType("application/json; charset=utf-8");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            return; // the client is gone, or a response has begun
        }
    }
}
