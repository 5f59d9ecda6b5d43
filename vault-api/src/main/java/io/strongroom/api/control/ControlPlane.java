package io.strongroom.api.control;

import io.strongroom.api.http.Requests;
import io.strongroom.api.operation.ControlOperations;
import io.strongroom.api.operation.Exchange;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.operation.Evidence;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Answers requests as Azure Resource Manager does, in this order: token, api-version, what the
/// path says, what the body says, subscription, rights, resource group, resource.
public final class ControlPlane {
    private static final int MAX_RESOURCE_ID = 512;
    private final ControlOperations operations;

    public ControlPlane(ControlOperations operations) {
        this.operations = operations;
    }

    /// Performs an operation and answers.
    ///
    /// @param versions api-versions that the resource has
    /// @param vault name of the vault as the path has it, null when it names none
    /// @param rendering makes the JSON of the answer; null for an answer without a body
    <R> void answer(
            Exchange exchange,
            Action action,
            ControlVersions versions,
            @Nullable String vault,
            ControlOperations.Operation<R> operation,
            Function<R, @Nullable Object> rendering)
            throws IOException {
        operations.answer(
                exchange,
                action,
                visit -> {
                    Evidence evidence = visit.evidence();
                    evidence.about(
                            Target.resource(
                                    visit.tenant().id(), resourceId(exchange), name(vault)));
                    versions.require(evidence.request().apiVersion());
                    return operation.perform(visit);
                },
                rendering);
    }

    private static String resourceId(Exchange exchange) {
        return Requests.printable(exchange.request().getRequestURI(), MAX_RESOURCE_ID);
    }

    private static @Nullable String name(@Nullable String vault) {
        return vault == null ? null : VaultName.parse(vault).map(VaultName::value).orElse(null);
    }
}
