package io.strongroom.api;

import io.strongroom.api.http.Requests;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.operation.AuditedOperations;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/// Records the requests that Tomcat refuses before a filter sees them: those that are no HTTP, and
/// TRACE. Everything behind this valve sees only requests that Tomcat has accepted.
final class UnparsedRequests extends ValveBase {
    private final AuditedOperations operations;
    private final Requests requests;

    UnparsedRequests(AuditedOperations operations, Requests requests) {
        super(true);
        this.operations = operations;
        this.requests = requests;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (response.isError()) {
            record(request, response);
        }
        getNext().invoke(request, response);
    }

    /// The response says what the record says: 503 if there can be no record.
    private void record(Request request, Response response) {
        Problem problem = ServerRefusal.of(response.getStatus());
        try {
            operations.perform(
                    Action.UNKNOWN,
                    requests.begin(request, response),
                    _ -> {
                        throw new VaultException(problem, "The request could not be served.");
                    });
        } catch (VaultException refusal) {
            response.setStatus(refusal.status());
        }
    }
}
