package io.strongroom.api.control;

import io.strongroom.api.operation.ControlOperations;
import io.strongroom.api.operation.Exchange;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What the control plane does not have. Asking for it is an operation like any other: with a
/// token, and recorded.
@RestController
public final class UnknownResourceController {
    private final ControlOperations operations;

    public UnknownResourceController(ControlOperations operations) {
        this.operations = operations;
    }

    @RequestMapping({"/subscriptions/**", "/providers/**", "/audit/**"})
    void unknown(HttpServletRequest request, HttpServletResponse response) throws IOException {
        operations.answer(
                new Exchange(request, response),
                Action.UNKNOWN,
                _ -> {
                    throw new VaultException(
                            Problem.INVALID_RESOURCE_TYPE,
                            "The resource type, or the operation on it, is not offered here.");
                },
                _ -> null);
    }
}
