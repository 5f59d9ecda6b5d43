package io.strongroom.api.control;

import io.strongroom.api.arm.ControlExchange;
import io.strongroom.api.arm.ControlOperation;
import io.strongroom.api.arm.ControlOperations;
import io.strongroom.api.http.Requests;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.TenantVisit;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.operation.Decided;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Answers requests as Azure Resource Manager does, in this order: token, api-version, path, body,
/// subscription, right, resource group, resource.
public final class ControlPlane {
    private static final int MAX_RESOURCE_ID = 512;
    private final ControlOperations operations;

    public ControlPlane(ControlOperations operations) {
        this.operations = operations;
    }

    /// Performs an operation and responds.
    ///
    /// @param versions api-versions of the resource
    /// @param rendering returns what the body's JSON is made from, null for no body
    <R> void answer(
            ControlExchange exchange,
            ControlVersions versions,
            ControlOperation<R> operation,
            Function<R, @Nullable Object> rendering)
            throws IOException {
        operations.answer(
                exchange,
                visit -> {
                    visit.evidence().about(target(visit, exchange));
                    versions.require(exchange.facts().apiVersion());
                    return performed(operation, visit);
                },
                rendering);
    }

    private static <R> Decided<R> performed(ControlOperation<R> operation, TenantVisit visit) {
        try {
            return operation.perform(visit);
        } catch (VaultException refusal) {
            throw ResourceManagerCodes.of(refusal);
        }
    }

    private static Target target(TenantVisit visit, ControlExchange exchange) {
        String vault = exchange.variable("vault");
        return Target.resource(
                visit.tenant().id(),
                Requests.printable(exchange.path(), MAX_RESOURCE_ID),
                vault == null ? null : VaultName.parse(vault).map(VaultName::value).orElse(null));
    }
}
