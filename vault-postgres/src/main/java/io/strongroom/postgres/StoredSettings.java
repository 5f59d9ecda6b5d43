package io.strongroom.postgres;

import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.permission.AccessPolicy;
import io.strongroom.core.permission.CertificatePermission;
import io.strongroom.core.permission.KeyPermission;
import io.strongroom.core.permission.SecretPermission;
import io.strongroom.core.vault.VaultSettings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The settings of a vault as its JSON column holds them.
record StoredSettings(
        Map<String, String> tags,
        String sku,
        boolean deployment,
        boolean diskEncryption,
        boolean templateDeployment,
        int retentionDays,
        boolean purgeProtection,
        List<Policy> policies) {

    /// @param application null for every application
    record Policy(
            String principal,
            @Nullable String application,
            List<String> keys,
            List<String> secrets,
            List<String> certificates) {

        static Policy of(AccessPolicy policy) {
            return new Policy(
                    policy.principal().value(),
                    policy.applicationId(),
                    names(policy.keys(), KeyPermission::wireName),
                    names(policy.secrets(), SecretPermission::wireName),
                    names(policy.certificates(), CertificatePermission::wireName));
        }

        AccessPolicy policy() {
            return new AccessPolicy(
                    new PrincipalId(principal),
                    application,
                    rights(keys, KeyPermission::named),
                    rights(secrets, SecretPermission::named),
                    rights(certificates, CertificatePermission::named));
        }
    }

    static StoredSettings of(VaultSettings settings) {
        return new StoredSettings(
                settings.tags(),
                settings.sku(),
                settings.enabledForDeployment(),
                settings.enabledForDiskEncryption(),
                settings.enabledForTemplateDeployment(),
                settings.softDeleteRetentionDays(),
                settings.purgeProtection(),
                settings.accessPolicies().stream().map(Policy::of).toList());
    }

    VaultSettings settings() {
        return new VaultSettings(
                tags,
                sku,
                deployment,
                diskEncryption,
                templateDeployment,
                retentionDays,
                purgeProtection,
                policies.stream().map(Policy::policy).toList());
    }

    private static <E> List<String> names(Collection<E> rights, Function<E, String> name) {
        return rights.stream().map(name).toList();
    }

    private static <E> Set<E> rights(List<String> names, Function<String, Optional<E>> named) {
        return names.stream()
                .map(name -> named.apply(name).orElseThrow())
                .collect(Collectors.toSet());
    }
}
