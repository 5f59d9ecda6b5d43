package io.strongroom.api.arm;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.HeaderWriter;

/// Answers what Spring Security refuses: with the status, body and challenge of Azure Resource
/// Manager, and with a record, as a refusal by an operation.
public final class ControlRefusals
        implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {
    private final ControlExchanges exchanges;
    private final ControlOperations operations;
    private final HeaderWriter headers;

    /// @param headers for requests that are rejected before any filter
    public ControlRefusals(
            ControlExchanges exchanges, ControlOperations operations, HeaderWriter headers) {
        this.exchanges = exchanges;
        this.operations = operations;
        this.headers = headers;
    }

    /// The token is missing or refused, or the issuer's keys cannot be fetched.
    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException failure)
            throws IOException {
        operations.refuse(exchanges.of(request, response), failure);
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        operations.refuse(
                exchanges.of(request, response),
                new VaultException(
                        Problem.AUTHORIZATION_FAILED,
                        "The client does not have authorization to perform the action."));
    }

    /// The firewall rejects the path.
    @Override
    public void handle(
            HttpServletRequest request,
            HttpServletResponse response,
            RequestRejectedException rejected)
            throws IOException {
        headers.writeHeaders(request, response);
        operations.refuse(
                exchanges.of(request, response),
                new VaultException(
                        Problem.BAD_REQUEST, "The request URI contains invalid characters."));
    }
}
