package io.strongroom.api.control;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;

/// The codes of Azure Resource Manager for refusals that both planes have. What reads bodies
/// refuses them with the codes of Azure Key Vault.
final class ResourceManagerCodes {
    private ResourceManagerCodes() {}

    /// The refusal as Azure Resource Manager names it.
    static VaultException of(VaultException refusal) {
        return refusal.problem() == Problem.BAD_PARAMETER
                ? new VaultException(Problem.BAD_REQUEST, refusal.description(), refusal.getCause())
                : refusal;
    }
}
