package io.strongroom.api.arm;

import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.Requests;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.filter.OncePerRequestFilter;

/// The first of our filters: begins the exchange, refuses a host that is not a control host, and
/// answers what fails behind it outside of an operation.
final class ControlGate extends OncePerRequestFilter {
    private static final int MAX_SHOWN = 128;
    private final ControlExchanges exchanges;
    private final ControlOperations operations;
    private final Addresses addresses;

    ControlGate(ControlExchanges exchanges, ControlOperations operations, Addresses addresses) {
        this.exchanges = exchanges;
        this.operations = operations;
        this.addresses = addresses;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        ControlExchange exchange = exchanges.of(request, response);
        if (!addresses.isControl(request)) {
            operations.refuse(exchange, misdirected(request));
            return;
        }
        if (!Addresses.hasPort(request)) {
            operations.refuse(
                    exchange,
                    new VaultException(
                            Problem.BAD_REQUEST,
                            "The 'Host' header names a port that does not exist."));
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (RequestRejectedException e) {
            throw e; // ControlRefusals answers it
        } catch (ServletException e) {
            operations.fail(exchange, e.getCause() == null ? e : e.getCause());
        } catch (RuntimeException | Error e) {
            operations.fail(exchange, e);
        }
    }

    private static VaultException misdirected(HttpServletRequest request) {
        String host = request.getHeader("Host");
        return new VaultException(
                Problem.MISDIRECTED_REQUEST,
                "The host '%s' is not served here."
                        .formatted(Requests.printable(host == null ? "" : host, MAX_SHOWN)));
    }
}
