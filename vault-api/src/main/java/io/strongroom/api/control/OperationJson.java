package io.strongroom.api.control;

import java.util.List;

/// An operation of the resource provider.
record OperationJson(String name, boolean isDataAction, Display display) {
    record Display(String provider, String resource, String operation, String description) {}

    /// The operations that are supported.
    static List<OperationJson> all() {
        return List.of(
                of("vaults/read", "Key Vault", "View Key Vault", "View the properties of a vault"),
                of(
                        "vaults/write",
                        "Key Vault",
                        "Update Key Vault",
                        "Create a vault or change the properties of one"),
                of("vaults/delete", "Key Vault", "Delete Key Vault", "Delete a vault"),
                of(
                        "vaults/accessPolicies/write",
                        "Access Policy",
                        "Update Access Policy",
                        "Change an access policy by merging or replacing"),
                of(
                        "checkNameAvailability/read",
                        "Check Name Availability",
                        "Check Name Availability",
                        "Check that a vault's name is valid and is not in use"),
                of(
                        "operations/read",
                        "Available Key Vault Operations",
                        "View Operations",
                        "List the operations of the resource provider"));
    }

    private static OperationJson of(
            String action, String resource, String operation, String description) {
        return new OperationJson(
                "Microsoft.KeyVault/" + action,
                false,
                new Display("Microsoft Key Vault", resource, operation, description));
    }
}
