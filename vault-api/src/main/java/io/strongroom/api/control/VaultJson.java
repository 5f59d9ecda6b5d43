package io.strongroom.api.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.strongroom.core.vault.LegacyAlgorithms;
import io.strongroom.core.vault.Vault;
import io.strongroom.core.vault.VaultSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A vault in the control plane.
record VaultJson(
        String id,
        String name,
        String type,
        String location,
        Map<String, String> tags,
        SystemData systemData,
        Properties properties) {
    static final String TYPE = "Microsoft.KeyVault/vaults";

    /// @param enablePurgeProtection true or absent, as in Azure
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Properties(
            String tenantId,
            Sku sku,
            List<AccessPolicyJson> accessPolicies,
            boolean enabledForDeployment,
            boolean enabledForDiskEncryption,
            boolean enabledForTemplateDeployment,
            boolean enableSoftDelete,
            int softDeleteRetentionInDays,
            boolean enableRbacAuthorization,
            @Nullable Boolean enablePurgeProtection,
            List<String> legacyAlgorithms,
            String vaultUri,
            String provisioningState,
            String publicNetworkAccess) {}

    record Sku(String family, String name) {}

    record SystemData(
            String createdBy, String createdAt, String lastModifiedBy, String lastModifiedAt) {}

    /// @param uri address of the vault, with a trailing slash
    /// @param legacy the legacy algorithms of vaults that do not name any
    static VaultJson of(Vault vault, String uri, LegacyAlgorithms legacy) {
        VaultSettings settings = vault.settings();
        return new VaultJson(
                vault.resourceId(),
                vault.name().value(),
                TYPE,
                vault.location(),
                new TreeMap<>(settings.tags()),
                systemData(vault),
                new Properties(
                        vault.id().tenant().toString(),
                        new Sku("A", settings.sku()),
                        AccessPolicyJson.of(settings.accessPolicies(), vault.id().tenant()),
                        settings.enabledForDeployment(),
                        settings.enabledForDiskEncryption(),
                        settings.enabledForTemplateDeployment(),
                        true,
                        settings.softDeleteRetentionDays(),
                        false,
                        settings.purgeProtection() ? true : null,
                        settings.legacyAlgorithms(legacy).names(),
                        uri,
                        "Succeeded",
                        "Enabled"));
    }

    private static SystemData systemData(Vault vault) {
        return new SystemData(
                vault.createdBy(),
                vault.created().toString(),
                vault.updatedBy(),
                vault.updated().toString());
    }
}
