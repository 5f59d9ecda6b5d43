package io.strongroom.api.control;

import io.strongroom.api.arm.ControlExchange;
import io.strongroom.api.http.Requests;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.administration.VaultPlace;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.VaultName;
import java.util.Objects;
import java.util.UUID;

/// Reads the variables of a resource's path.
final class ResourcePath {
    private static final int MAX_GROUP = 90;
    private static final int MAX_SHOWN = 128;

    private ResourcePath() {}

    static VaultPlace place(ControlExchange exchange) {
        return new VaultPlace(
                subscription(exchange),
                resourceGroup(exchange),
                vaultName(variable(exchange, "vault")));
    }

    /// A variable that the route's template has.
    static String variable(ControlExchange exchange, String name) {
        return Objects.requireNonNull(exchange.variable(name), name);
    }

    static SubscriptionId subscription(ControlExchange exchange) {
        String text = variable(exchange, "subscription");
        if (!TenantText.isGuid(text)) {
            throw new VaultException(
                    Problem.INVALID_SUBSCRIPTION_ID,
                    "The provided subscription identifier '%s' is malformed or invalid."
                            .formatted(Requests.printable(text, MAX_SHOWN)));
        }
        return new SubscriptionId(UUID.fromString(text));
    }

    static String resourceGroup(ControlExchange exchange) {
        String text = variable(exchange, "group");
        if (text.isBlank() || text.length() > MAX_GROUP) {
            throw new VaultException(
                    Problem.INVALID_RESOURCE_GROUP,
                    "The provided resource group name has %d characters. It must have 1 to %d."
                            .formatted(text.length(), MAX_GROUP));
        }
        return Requests.printable(text, MAX_GROUP);
    }

    static ObjectName key(ControlExchange exchange) {
        String text = variable(exchange, "key");
        return ObjectName.parse(text)
                .orElseThrow(() ->
                        new VaultException(
                                Problem.RESOURCE_NOT_FOUND,
                                "There is no key '%s': a name has 1 to %d letters, digits and hyphens."
                                        .formatted(
                                                Requests.printable(text, MAX_SHOWN),
                                                ObjectName.MAX_LENGTH)));
    }

    private static VaultName vaultName(String text) {
        return VaultName.parse(text)
                .orElseThrow(() -> new VaultException(Problem.INVALID_VAULT_NAME, notValid(text)));
    }

    /// Why a text is not the name of a vault.
    static String notValid(String text) {
        return "The vault name '%s' is invalid. A vault's name must be between 3-24 alphanumeric characters. The name must begin with a letter, end with a letter or digit, and not contain consecutive hyphens. Follow this link for more information: https://go.microsoft.com/fwlink/?linkid=2147742"
                .formatted(Requests.printable(text, MAX_SHOWN));
    }
}
