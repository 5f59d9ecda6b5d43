package io.strongroom.core.administration;

import static io.strongroom.core.Samples.CONTOSO_SUBSCRIPTION;
import static io.strongroom.core.Samples.CONTOSO_VAULT;
import static io.strongroom.core.Samples.FABRIKAM_SUBSCRIPTION;
import static io.strongroom.core.Samples.FABRIKAM_VAULT;
import static io.strongroom.core.Samples.GROUP;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.Samples.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.InMemoryInstallation;
import io.strongroom.core.Page;
import io.strongroom.core.PageRequest;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.TenantVisit;
import io.strongroom.core.audit.Action;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.operation.Decided.Answer;
import io.strongroom.core.permission.AccessPolicy;
import io.strongroom.core.vault.Vault;
import io.strongroom.core.vault.VaultSettings;
import io.strongroom.core.vault.VaultSettings.Changes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The control plane of an installation, each operation with its record.
final class AdministrationFixture {
    /// The vault of Contoso.
    static final VaultPlace DEMO = new VaultPlace(CONTOSO_SUBSCRIPTION, GROUP, CONTOSO_VAULT);

    /// Where Contoso can create a vault.
    static final VaultPlace NEW =
            new VaultPlace(CONTOSO_SUBSCRIPTION, GROUP, new VaultName("New-Vault"));

    /// The vault of Fabrikam.
    static final VaultPlace THEIRS = new VaultPlace(FABRIKAM_SUBSCRIPTION, GROUP, FABRIKAM_VAULT);

    /// What a request that says everything about the sample settings asks for.
    static final Changes SETTINGS = all(settings());

    final InMemoryInstallation installation = new InMemoryInstallation();
    final VaultAdministration administration = installation.administration;

    Answer<Vault> put(Caller caller, VaultPlace place, String location, Changes changes) {
        return installation.administer(
                Action.VAULT_PUT,
                caller,
                visit -> administration.put(visit, place, location, changes));
    }

    Vault patch(Caller caller, VaultPlace place, Changes changes) {
        return installation
                .administer(
                        Action.VAULT_PATCH,
                        caller,
                        visit -> administration.patch(visit, place, changes))
                .value();
    }

    Vault get(Caller caller, VaultPlace place) {
        return installation
                .administer(Action.VAULT_GET, caller, visit -> administration.get(visit, place))
                .value();
    }

    Answer<Optional<Vault>> delete(Caller caller, VaultPlace place) {
        return installation.administer(
                Action.VAULT_DELETE, caller, visit -> administration.delete(visit, place));
    }

    Vault change(PolicyChange change, AccessPolicy... policies) {
        return changePolicies(contosoAdmin(), DEMO, change, List.of(policies));
    }

    Vault changePolicies(
            Caller caller, VaultPlace place, PolicyChange change, List<AccessPolicy> policies) {
        return installation
                .administer(
                        Action.VAULT_ACCESS_POLICY_PUT,
                        caller,
                        visit -> administration.changePolicies(visit, place, change, policies))
                .value();
    }

    Page<Vault> list(
            Caller caller,
            SubscriptionId subscription,
            @Nullable String group,
            int limit,
            @Nullable String after) {
        return installation
                .administer(
                        Action.VAULT_LIST,
                        caller,
                        visit ->
                                administration.list(
                                        visit, subscription, group, new PageRequest(limit, after)))
                .value();
    }

    boolean isFree(Caller caller, SubscriptionId subscription, VaultName name) {
        return installation
                .administer(
                        Action.VAULT_NAME_CHECK,
                        caller,
                        visit -> administration.isFree(visit, subscription, name))
                .value();
    }

    /// Performs an operation of Contoso's owner. Something happens when the operation is decided
    /// for the first time, before its record is stored.
    <R> Answer<R> performWhile(
            Action action, Runnable somethingHappens, Function<TenantVisit, Decided<R>> operation) {
        AtomicInteger runs = new AtomicInteger();
        return installation.administer(
                action,
                contosoAdmin(),
                visit -> {
                    Decided<R> decided = operation.apply(visit);
                    if (runs.incrementAndGet() == 1) {
                        somethingHappens.run();
                    }
                    return decided;
                });
    }

    /// A request that says everything about the settings.
    static Changes all(VaultSettings settings) {
        return new Changes(
                settings.tags(),
                settings.sku(),
                settings.enabledForDeployment(),
                settings.enabledForDiskEncryption(),
                settings.enabledForTemplateDeployment(),
                settings.softDeleteRetentionDays(),
                settings.purgeProtection(),
                settings.accessPolicies(),
                null,
                settings.legacyAlgorithms());
    }

    static Changes sku(String sku) {
        return new Changes(null, sku, null, null, null, null, null, null, null, null);
    }

    static Changes retention(int days) {
        return new Changes(null, null, null, null, null, days, null, null, null, null);
    }

    static Changes purgeProtection(boolean on) {
        return new Changes(null, null, null, null, null, null, on, null, null, null);
    }

    static Map<String, String> tags(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "n" + i, i -> "v"));
    }

    static List<String> names(Page<Vault> page) {
        return page.items().stream().map(vault -> vault.name().value()).toList();
    }

    /// What the operation is refused with; empty if it is not.
    static String refusal(Runnable operation) {
        try {
            operation.run();
        } catch (VaultException refusal) {
            return refusal.status() + " " + refusal.problem().code() + " " + refusal.description();
        }
        return "";
    }

    static void assertRefused(int status, String code, Runnable operation) {
        assertThatThrownBy(operation::run)
                .isInstanceOfSatisfying(
                        VaultException.class,
                        refusal -> {
                            assertThat(refusal.status()).isEqualTo(status);
                            assertThat(refusal.problem().code()).isEqualTo(code);
                        });
    }
}
