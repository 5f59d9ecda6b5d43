package io.strongroom.api.control;

import io.strongroom.api.http.JsonObject;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Settings of vaults that cannot be had, or are not supported yet. They are refused and never
/// ignored: an owner who closes a vault to a network must be able to rely on it.
final class UnsupportedFeatures {
    private UnsupportedFeatures() {}

    /// Refuses properties with such a setting.
    static void refuse(JsonObject properties) {
        requireNewVault(properties.text("createMode"));
        if (Boolean.TRUE.equals(properties.flag("enableRbacAuthorization"))) {
            throw notSupported(
                    "enableRbacAuthorization",
                    "Role-based access control is not offered yet: set it to false and use access policies.");
        }
        if (Boolean.FALSE.equals(properties.flag("enableSoftDelete"))) {
            throw new VaultException(
                    Problem.BAD_REQUEST,
                    "The property \"enableSoftDelete\" cannot be set to false. Enabling the 'soft delete' functionality is an irreversible action.");
        }
        if (Boolean.FALSE.equals(properties.flag("enablePurgeProtection"))) {
            throw new VaultException(
                    Problem.BAD_REQUEST,
                    "The property \"enablePurgeProtection\" cannot be set to false. Enabling the purge protection for a vault is an irreversible action.");
        }
        requireOpenNetwork(properties);
    }

    private static void requireNewVault(@Nullable String mode) {
        if (mode == null || mode.equalsIgnoreCase("default")) {
            return;
        }
        throw mode.equalsIgnoreCase("recover")
                ? notSupported("createMode", "Recovering a deleted vault is not offered yet.")
                : Invalid.value("properties.createMode");
    }

    private static void requireOpenNetwork(JsonObject properties) {
        String access = properties.text("publicNetworkAccess");
        if (access != null && !access.equalsIgnoreCase("Enabled")) {
            throw notSupported(
                    "publicNetworkAccess", "A vault cannot be closed to the public network yet.");
        }
        JsonObject rules = properties.object("networkAcls");
        if (rules == null) {
            return;
        }
        String action = rules.text("defaultAction");
        boolean open = action == null || action.equalsIgnoreCase("Allow");
        if (!open || hasEntries(rules, "ipRules") || hasEntries(rules, "virtualNetworkRules")) {
            throw notSupported("networkAcls", "Network rules are not offered yet.");
        }
    }

    private static boolean hasEntries(JsonObject rules, String name) {
        List<JsonObject> entries = rules.objects(name);
        return entries != null && !entries.isEmpty();
    }

    private static VaultException notSupported(String property, String why) {
        return new VaultException(
                Problem.FEATURE_NOT_SUPPORTED,
                "The value of the property \"" + property + "\" is not supported. " + why);
    }
}
