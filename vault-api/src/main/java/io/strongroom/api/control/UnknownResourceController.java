package io.strongroom.api.control;

import io.strongroom.api.arm.ControlExchange;
import io.strongroom.api.arm.ControlOperations;
import io.strongroom.api.arm.Recorded;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import java.io.IOException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/// Every path and method that no other controller has. Asking for one needs a token and is
/// recorded, as every operation.
@RestController
public final class UnknownResourceController {
    private final ControlOperations operations;

    public UnknownResourceController(ControlOperations operations) {
        this.operations = operations;
    }

    @RequestMapping("/**")
    @Recorded(Action.UNKNOWN)
    void unknown(ControlExchange exchange) throws IOException {
        operations.answer(
                exchange,
                _ -> {
                    throw new VaultException(
                            Problem.INVALID_RESOURCE_TYPE,
                            "The resource type, or the operation on it, is not offered here.");
                },
                _ -> null);
    }

    /// A mapping without a method leaves OPTIONS to Spring, which answers it without a record.
    @RequestMapping(path = "/**", method = RequestMethod.OPTIONS)
    @Recorded(Action.UNKNOWN)
    void options(ControlExchange exchange) throws IOException {
        unknown(exchange);
    }
}
