package io.strongroom.core.vault;

import io.strongroom.core.permission.AccessPolicy;
import java.util.List;
import java.util.Map;

/// What an administrator sets on a vault.
///
/// @param sku `standard` or `premium`
/// @param softDeleteRetentionDays 7 to 90, fixed when the vault is created
/// @param purgeProtection cannot be switched off once on
/// @param accessPolicies at most 1,024
public record VaultSettings(
        Map<String, String> tags,
        String sku,
        boolean enabledForDeployment,
        boolean enabledForDiskEncryption,
        boolean enabledForTemplateDeployment,
        int softDeleteRetentionDays,
        boolean purgeProtection,
        List<AccessPolicy> accessPolicies) {

    /// Most access policies that a vault holds.
    public static final int MAX_ACCESS_POLICIES = 1024;

    /// What a vault is like when nothing else is asked for.
    public static final VaultSettings DEFAULTS =
            new VaultSettings(Map.of(), "standard", false, false, false, 90, false, List.of());

    public VaultSettings {
        tags = Map.copyOf(tags);
        accessPolicies = List.copyOf(accessPolicies);
    }

    /// The same settings with other access policies.
    public VaultSettings with(List<AccessPolicy> policies) {
        return new VaultSettings(
                tags,
                sku,
                enabledForDeployment,
                enabledForDiskEncryption,
                enabledForTemplateDeployment,
                softDeleteRetentionDays,
                purgeProtection,
                policies);
    }

    /// The same settings with the soft delete and purge protection of other ones.
    public VaultSettings protectedLike(VaultSettings other) {
        return new VaultSettings(
                tags,
                sku,
                enabledForDeployment,
                enabledForDiskEncryption,
                enabledForTemplateDeployment,
                other.softDeleteRetentionDays,
                other.purgeProtection,
                accessPolicies);
    }
}
