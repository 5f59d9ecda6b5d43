package io.strongroom.core.vault;

import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.permission.AccessPolicy;
import io.strongroom.core.permission.CertificatePermission;
import io.strongroom.core.permission.KeyPermission;
import io.strongroom.core.permission.SecretPermission;
import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.Guard;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A vault.
///
/// @param resourceGroup as created
/// @param location a location of this installation; it chooses the HSMs
/// @param deleted when it was deleted, null while it is live
/// @param generation counts the changes of this record, from 1
public record Vault(
        VaultId id,
        VaultName name,
        SubscriptionId subscription,
        String resourceGroup,
        String location,
        VaultSettings settings,
        Instant created,
        String createdBy,
        Instant updated,
        String updatedBy,
        @Nullable Instant deleted,
        long generation) {

    /// Its id in the control plane.
    public String resourceId() {
        return resourceId(subscription, resourceGroup, name);
    }

    /// The id in the control plane of a vault that may not be there.
    public static String resourceId(
            SubscriptionId subscription, String resourceGroup, VaultName name) {
        return "/subscriptions/%s/resourceGroups/%s/providers/Microsoft.KeyVault/vaults/%s"
                .formatted(subscription, resourceGroup, name);
    }

    public Guard guard() {
        return new Guard(id.value(), generation);
    }

    /// What a record says that is about this vault.
    public Target target() {
        return Target.resource(id.tenant(), resourceId(), name.value());
    }

    /// The bytes that the vault's seal covers.
    public byte[] canonical() {
        CanonicalBytes bytes =
                new CanonicalBytes("vault/1")
                        .id(id.tenant().value())
                        .id(id.value())
                        .text(name.value())
                        .id(subscription.value())
                        .text(resourceGroup)
                        .text(location)
                        .texts(settings.tags())
                        .text(settings.sku())
                        .flag(settings.enabledForDeployment())
                        .flag(settings.enabledForDiskEncryption())
                        .flag(settings.enabledForTemplateDeployment())
                        .number(settings.softDeleteRetentionDays())
                        .flag(settings.purgeProtection())
                        .number(settings.accessPolicies().size());
        for (AccessPolicy policy : settings.accessPolicies()) {
            bytes.text(policy.principal().value())
                    .text(policy.applicationId())
                    .texts(policy.keys().stream().map(KeyPermission::wireName).toList())
                    .texts(policy.secrets().stream().map(SecretPermission::wireName).toList())
                    .texts(
                            policy.certificates().stream()
                                    .map(CertificatePermission::wireName)
                                    .toList());
        }
        return bytes.seconds(created)
                .text(createdBy)
                .seconds(updated)
                .text(updatedBy)
                .seconds(deleted)
                .number(generation)
                .toBytes();
    }
}
