package io.strongroom.core.vault;

import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.permission.AccessPolicy;
import io.strongroom.core.permission.Right;
import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.CanonicalReader;
import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// How a vault is stored.
public final class VaultDocument implements Kind<Vault> {
    private static final int FEDERATED = 2;
    private static final int LEGACY = 3;

    @Override
    public String name() {
        return "vault";
    }

    /// Version 2 says where clients are sent, version 3 which legacy algorithms are allowed.
    @Override
    public int version() {
        return LEGACY;
    }

    @Override
    public int version(Vault value) {
        if (value.settings().legacyAlgorithms() != null) {
            return LEGACY;
        }
        return value.settings().federated() ? FEDERATED : 1;
    }

    @Override
    public Guard guard(Vault value) {
        return value.guard();
    }

    @Override
    public void write(Vault value, CanonicalBytes document) {
        document.id(value.id().tenant().value())
                .id(value.id().value())
                .text(value.name().value())
                .id(value.subscription().value())
                .text(value.resourceGroup())
                .text(value.location());
        write(value.settings(), document);
        document.seconds(value.created())
                .text(value.createdBy())
                .seconds(value.updated())
                .text(value.updatedBy())
                .seconds(value.deleted())
                .number(value.generation());
    }

    @Override
    public Vault read(CanonicalReader document) {
        return new Vault(
                new VaultId(new TenantId(document.id()), document.id()),
                new VaultName(document.text()),
                new SubscriptionId(document.id()),
                document.text(),
                document.text(),
                settings(document),
                document.seconds(),
                document.text(),
                document.seconds(),
                document.text(),
                document.optionalSeconds(),
                document.number());
    }

    private static void write(VaultSettings settings, CanonicalBytes document) {
        document.texts(settings.tags())
                .text(settings.sku())
                .flag(settings.enabledForDeployment())
                .flag(settings.enabledForDiskEncryption())
                .flag(settings.enabledForTemplateDeployment())
                .number(settings.softDeleteRetentionDays())
                .flag(settings.purgeProtection())
                .number(settings.accessPolicies().size());
        for (AccessPolicy policy : settings.accessPolicies()) {
            document.text(policy.principal().value())
                    .text(policy.applicationId())
                    .texts(policy.rights().stream().map(Right::name).toList());
        }
        LegacyAlgorithms legacy = settings.legacyAlgorithms();
        if (settings.federated() || legacy != null) {
            document.flag(settings.federated());
        }
        if (legacy != null) {
            document.texts(legacy.names());
        }
    }

    private static VaultSettings settings(CanonicalReader document) {
        return new VaultSettings(
                document.textMap(),
                document.text(),
                document.flag(),
                document.flag(),
                document.flag(),
                document.smallNumber(),
                document.flag(),
                policies(document),
                document.version() >= FEDERATED && document.flag(),
                document.version() >= LEGACY ? new LegacyAlgorithms(document.texts()) : null);
    }

    private static List<AccessPolicy> policies(CanonicalReader document) {
        int count = document.count();
        List<AccessPolicy> policies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            policies.add(
                    new AccessPolicy(
                            new PrincipalId(document.text()),
                            document.optionalText(),
                            document.texts().stream()
                                    .map(Right::valueOf)
                                    .collect(Collectors.toSet())));
        }
        return policies;
    }
}
