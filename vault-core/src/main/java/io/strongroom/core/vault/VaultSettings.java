package io.strongroom.core.vault;

import io.strongroom.core.Problem;
import io.strongroom.core.Tags;
import io.strongroom.core.VaultException;
import io.strongroom.core.permission.AccessPolicy;
import io.strongroom.core.recovery.RecoveryLevel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an administrator sets on a vault.
///
/// @param sku `standard` or `premium`
/// @param softDeleteRetentionDays 7 to 90, fixed when the vault is created
/// @param purgeProtection cannot be switched off once on
/// @param accessPolicies at most 1,024
/// @param federated whether clients are sent to the token service as AD FS, whose address names no
///   tenant. Set by the tenant id `adfs`; it stays set
/// @param legacyAlgorithms those that its keys may be used with; null for those of the installation
public record VaultSettings(
        Map<String, String> tags,
        String sku,
        boolean enabledForDeployment,
        boolean enabledForDiskEncryption,
        boolean enabledForTemplateDeployment,
        int softDeleteRetentionDays,
        boolean purgeProtection,
        List<AccessPolicy> accessPolicies,
        boolean federated,
        @Nullable LegacyAlgorithms legacyAlgorithms) {

    /// Most access policies that a vault can have.
    public static final int MAX_ACCESS_POLICIES = 1024;

    /// The settings of a new vault by default.
    public static final VaultSettings DEFAULTS =
            new VaultSettings(
                    Map.of(), "standard", false, false, false, 90, false, List.of(), false, null);

    public VaultSettings {
        tags = Map.copyOf(tags);
        accessPolicies = List.copyOf(accessPolicies);
    }

    /// The changes that a request makes to the settings; null leaves a setting as it is, or as it
    /// is by default.
    public record Changes(
            @Nullable Map<String, String> tags,
            @Nullable String sku,
            @Nullable Boolean enabledForDeployment,
            @Nullable Boolean enabledForDiskEncryption,
            @Nullable Boolean enabledForTemplateDeployment,
            @Nullable Integer softDeleteRetentionDays,
            @Nullable Boolean purgeProtection,
            @Nullable List<AccessPolicy> accessPolicies,
            @Nullable Boolean federated,
            @Nullable LegacyAlgorithms legacyAlgorithms) {

        /// Nothing.
        public static final Changes NONE =
                new Changes(null, null, null, null, null, null, null, null, null, null);

        /// Only that clients are sent to the token service as AD FS.
        public static final Changes FEDERATED =
                new Changes(null, null, null, null, null, null, null, null, true, null);

        /// Only these tags.
        public static Changes tags(Map<String, String> tags) {
            return new Changes(tags, null, null, null, null, null, null, null, null, null);
        }

        /// Only these access policies.
        public static Changes accessPolicies(List<AccessPolicy> policies) {
            return new Changes(null, null, null, null, null, null, null, policies, null, null);
        }

        /// Only these legacy algorithms.
        public static Changes legacyAlgorithms(LegacyAlgorithms allowed) {
            return new Changes(null, null, null, null, null, null, null, null, null, allowed);
        }
    }

    /// The legacy algorithms that its keys may be used with.
    ///
    /// @param installation those of a vault that says nothing
    public LegacyAlgorithms legacyAlgorithms(LegacyAlgorithms installation) {
        return legacyAlgorithms == null ? installation : legacyAlgorithms;
    }

    /// What can be undone after an object of the vault was deleted.
    public RecoveryLevel recoveryLevel() {
        return RecoveryLevel.of(softDeleteRetentionDays, purgeProtection);
    }

    /// These settings with what a request changes.
    public VaultSettings changedBy(Changes changes) {
        return new VaultSettings(
                orElse(changes.tags(), tags),
                orElse(changes.sku(), sku),
                orElse(changes.enabledForDeployment(), enabledForDeployment),
                orElse(changes.enabledForDiskEncryption(), enabledForDiskEncryption),
                orElse(changes.enabledForTemplateDeployment(), enabledForTemplateDeployment),
                orElse(changes.softDeleteRetentionDays(), softDeleteRetentionDays),
                orElse(changes.purgeProtection(), purgeProtection),
                orElse(changes.accessPolicies(), accessPolicies),
                orElse(changes.federated(), federated),
                changes.legacyAlgorithms() == null ? legacyAlgorithms : changes.legacyAlgorithms());
    }

    /// The defaults, with what a PUT does not reset: soft delete, purge protection, and where
    /// clients are sent.
    public VaultSettings reset() {
        return DEFAULTS.changedBy(
                new Changes(
                        null,
                        null,
                        null,
                        null,
                        null,
                        softDeleteRetentionDays,
                        purgeProtection,
                        null,
                        federated,
                        null));
    }

    /// Requires that a vault can have these settings.
    ///
    /// @throws VaultException `BAD_REQUEST`, `INVALID_TAGS` or `SKU_NOT_SUPPORTED`
    public void validate() {
        Tags.OF_VAULTS.require(tags);
        if (!sku.equals("standard") && !sku.equals("premium")) {
            throw new VaultException(
                    Problem.SKU_NOT_SUPPORTED, "The SKU name '" + sku + "' is not supported.");
        }
        if (softDeleteRetentionDays < 7 || softDeleteRetentionDays > 90) {
            throw invalid(
                    "The property \"softDeleteRetentionInDays\" must be between 7 and 90, it is %d."
                            .formatted(softDeleteRetentionDays));
        }
        if (accessPolicies.size() > MAX_ACCESS_POLICIES) {
            throw invalid(
                    "A vault has at most %d access policies, the request has %d."
                            .formatted(MAX_ACCESS_POLICIES, accessPolicies.size()));
        }
    }

    /// Requires that a vault with these settings can get other ones.
    ///
    /// @throws VaultException `BAD_REQUEST`
    public void requireAllows(VaultSettings other) {
        if (purgeProtection && !other.purgeProtection) {
            throw invalid(
                    "The property \"enablePurgeProtection\" cannot be set to false. Enabling the purge protection for a vault is an irreversible action.");
        }
        if (softDeleteRetentionDays != other.softDeleteRetentionDays) {
            throw invalid(
                    "The property \"softDeleteRetentionInDays\" has been set already and it can't be modified.");
        }
    }

    private static VaultException invalid(String message) {
        return new VaultException(Problem.BAD_REQUEST, message);
    }

    private static <T> T orElse(@Nullable T value, T other) {
        return value == null ? other : value;
    }
}
