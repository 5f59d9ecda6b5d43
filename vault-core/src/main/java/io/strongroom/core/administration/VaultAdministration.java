package io.strongroom.core.administration;

import io.strongroom.core.Page;
import io.strongroom.core.PageRequest;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.OwnerReport;
import io.strongroom.core.access.TenantVisit;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.permission.AccessPolicy;
import io.strongroom.core.permission.Right;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.Subscription;
import io.strongroom.core.vault.Vault;
import io.strongroom.core.vault.VaultRepository;
import io.strongroom.core.vault.VaultRepository.NameHolder;
import io.strongroom.core.vault.VaultRepository.VaultFilter;
import io.strongroom.core.vault.VaultSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The control plane: creates, changes, deletes and lists vaults, and sets who may do what in them.
/// A subscription of another tenant is answered exactly like one that does not exist.
///
/// All methods throw a `VaultException` about `SUBSCRIPTION_NOT_FOUND`, or about
/// `AUTHORIZATION_FAILED` if the caller does not have the right.
public final class VaultAdministration {
    private final VaultRepository vaults;
    private final Set<String> locations;
    private final Supplier<UUID> ids;
    private final Clock clock;

    /// @param locations the locations of this installation, lower case
    /// @param ids random identifiers of 128 bits
    public VaultAdministration(
            VaultRepository vaults, Collection<String> locations, Supplier<UUID> ids, Clock clock) {
        this.vaults = vaults;
        this.locations = Set.copyOf(locations);
        this.ids = ids;
        this.clock = clock;
    }

    /// Creates a vault (201), or replaces the settings of an existing one (200). What the request
    /// leaves out has its default; soft delete and purge protection of an existing vault stay as
    /// they are.
    ///
    /// @throws VaultException `VAULT_ALREADY_EXISTS`; `CONFLICT_ERROR` if the name belongs to a
    ///   deleted vault
    public Decided<Vault> put(
            TenantVisit visit, VaultPlace place, String location, VaultSettings.Changes request) {
        Subscription subscription = administer(visit, place, Right.VAULTS_WRITE);
        String group = SubscriptionDirectory.requireGroup(subscription, place.resourceGroup());
        Optional<Vault> existing = find(visit, place);
        if (existing.isPresent()) {
            Vault vault = existing.get();
            return replaced(visit, vault, location, vault.settings().reset().changedBy(request));
        }
        requireLocation(location);
        requireFree(visit, place.name());
        VaultSettings settings = VaultSettings.DEFAULTS.changedBy(request);
        settings.validate();
        Vault vault =
                created(
                        visit,
                        new VaultPlace(subscription.id(), group, place.name()),
                        location,
                        settings);
        about(visit, vault);
        return Decided.changing(vaults.add(vault), vault).withStatus(201);
    }

    /// Changes some settings of a vault.
    ///
    /// @throws VaultException `RESOURCE_NOT_FOUND`
    public Decided<Vault> patch(
            TenantVisit visit, VaultPlace place, VaultSettings.Changes request) {
        administer(visit, place, Right.VAULTS_WRITE);
        Vault vault = require(visit, place);
        return replaced(visit, vault, vault.location(), vault.settings().changedBy(request));
    }

    /// Reads a vault.
    ///
    /// @throws VaultException `RESOURCE_NOT_FOUND`
    public Decided<Vault> get(TenantVisit visit, VaultPlace place) {
        administer(visit, place, Right.VAULTS_READ);
        return Decided.answer(require(visit, place));
    }

    /// Deletes a vault: its name and content are kept for its retention, and nothing in it can be
    /// used.
    ///
    /// @return empty with status 204 if there is no such vault
    public Decided<Optional<Vault>> delete(TenantVisit visit, VaultPlace place) {
        administer(visit, place, Right.VAULTS_DELETE);
        Optional<Vault> vault = find(visit, place);
        if (vault.isEmpty()) {
            return Decided.answer(vault).withStatus(204);
        }
        Vault before = vault.get();
        Vault after = changed(visit, before, before.settings(), now());
        return Decided.changing(vaults.replace(before, after), Optional.of(after));
    }

    /// Adds, replaces or removes access policies.
    ///
    /// @throws VaultException `RESOURCE_NOT_FOUND`
    public Decided<Vault> changePolicies(
            TenantVisit visit, VaultPlace place, PolicyChange change, List<AccessPolicy> policies) {
        administer(visit, place, Right.VAULTS_ACCESS_POLICIES_WRITE);
        Vault vault = require(visit, place);
        List<AccessPolicy> merged =
                PolicyMerge.changed(vault.settings().accessPolicies(), change, policies);
        VaultSettings settings =
                vault.settings().changedBy(VaultSettings.Changes.accessPolicies(merged));
        return replaced(visit, vault, vault.location(), settings);
    }

    /// Lists the vaults of a subscription, or of one of its resource groups, in the order of their
    /// names.
    ///
    /// @param resourceGroup null for all of the subscription
    /// @throws VaultException `RESOURCE_GROUP_NOT_FOUND`
    public Decided<Page<Vault>> list(
            TenantVisit visit,
            SubscriptionId id,
            @Nullable String resourceGroup,
            PageRequest page) {
        Subscription subscription = SubscriptionDirectory.require(visit, id);
        TenantId tenant = visit.tenant().id();
        String scope = "/subscriptions/" + id;
        visit.evidence().about(Target.resource(tenant, scope, null));
        visit.require(Right.VAULTS_READ, scope);
        if (resourceGroup != null) {
            SubscriptionDirectory.requireGroup(subscription, resourceGroup);
        }
        return Decided.answer(vaults.list(new VaultFilter(tenant, id, resourceGroup), page));
    }

    /// Whether a vault could be created under the name. Names are unique over all tenants, so a
    /// caller with the right learns that a name is taken, as in Azure.
    public Decided<Boolean> isFree(TenantVisit visit, SubscriptionId id, VaultName name) {
        SubscriptionDirectory.require(visit, id);
        String scope = "/subscriptions/" + id;
        visit.evidence().about(Target.resource(visit.tenant().id(), scope, name.value()));
        visit.require(Right.VAULT_NAMES_CHECK, scope);
        return Decided.answer(holder(visit, name).isEmpty());
    }

    private static Subscription administer(TenantVisit visit, VaultPlace place, Right right) {
        Subscription subscription = SubscriptionDirectory.require(visit, place.subscription());
        visit.evidence()
                .about(
                        Target.resource(
                                visit.tenant().id(), place.resourceId(), place.name().value()));
        visit.require(right, place.resourceId());
        return subscription;
    }

    /// Requires a right on a vault, then opens it, for what is done with its objects.
    ///
    /// @throws VaultException `RESOURCE_NOT_FOUND`
    public OpenVault open(TenantVisit visit, VaultPlace place, Right right) {
        administer(visit, place, right);
        return opened(visit, place).orElseThrow(() -> notFound(place));
    }

    private Vault require(TenantVisit visit, VaultPlace place) {
        return find(visit, place).orElseThrow(() -> notFound(place));
    }

    private static VaultException notFound(VaultPlace place) {
        return new VaultException(
                Problem.RESOURCE_NOT_FOUND,
                "The Resource 'Microsoft.KeyVault/vaults/%s' under resource group '%s' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix"
                        .formatted(place.name(), place.resourceGroup()));
    }

    private Optional<Vault> find(TenantVisit visit, VaultPlace place) {
        return opened(visit, place).map(OpenVault::vault);
    }

    private Optional<OpenVault> opened(TenantVisit visit, VaultPlace place) {
        Optional<OpenVault> found =
                OwnerReport.reading(
                                place.name(),
                                visit.evidence(),
                                () -> vaults.open(place.name(), true))
                        .filter(open -> isAt(open.vault(), visit.tenant().id(), place));
        found.ifPresent(open -> {
            visit.evidence().rely(open.vault().guard());
            about(visit, open.vault());
        });
        return found;
    }

    private static boolean isAt(Vault vault, TenantId tenant, VaultPlace place) {
        return vault.id().tenant().equals(tenant)
                && vault.subscription().equals(place.subscription())
                && vault.resourceGroup().equalsIgnoreCase(place.resourceGroup());
    }

    private static void about(TenantVisit visit, Vault vault) {
        visit.evidence()
                .about(
                        Target.resource(
                                vault.id().tenant(), vault.resourceId(), vault.name().value()));
    }

    private Optional<NameHolder> holder(TenantVisit visit, VaultName name) {
        return OwnerReport.reading(name, visit.evidence(), () -> vaults.holder(name));
    }

    private void requireLocation(String location) {
        if (!locations.contains(location.toLowerCase(Locale.ROOT))) {
            throw new VaultException(
                    Problem.LOCATION_NOT_AVAILABLE,
                    "The provided location '%s' is not available for resource type 'Microsoft.KeyVault/vaults'. List of available regions for the resource type is '%s'."
                            .formatted(
                                    location,
                                    String.join(",", locations.stream().sorted().toList())));
        }
    }

    private void requireFree(TenantVisit visit, VaultName name) {
        Optional<NameHolder> holder = holder(visit, name);
        if (holder.isEmpty()) {
            return;
        }
        boolean own = holder.get().vault().tenant().equals(visit.tenant().id());
        if (holder.get().deleted() && own) {
            throw new VaultException(
                    Problem.CONFLICT_ERROR,
                    "The vault '%s' was deleted. It cannot be recovered, and its name is not given out again."
                            .formatted(name));
        }
        throw new VaultException(
                Problem.VAULT_ALREADY_EXISTS,
                "The vault name '%s' is already in use. Vault names are globally unique, and the name of a deleted vault is not given out again."
                        .formatted(name));
    }

    private Decided<Vault> replaced(
            TenantVisit visit, Vault before, String location, VaultSettings settings) {
        if (!before.location().equalsIgnoreCase(location)) {
            throw new VaultException(
                    Problem.INVALID_RESOURCE_LOCATION,
                    "The resource '%s' already exists in location '%s' in resource group '%s'. A resource with the same name cannot be created in location '%s'. Please select a new resource name."
                            .formatted(
                                    before.name(),
                                    before.location(),
                                    before.resourceGroup(),
                                    location));
        }
        settings.validate();
        before.settings().requireAllows(settings);
        Vault after = changed(visit, before, settings, null);
        return Decided.changing(vaults.replace(before, after), after);
    }

    private Vault created(
            TenantVisit visit, VaultPlace place, String location, VaultSettings settings) {
        Instant now = now();
        String principal = visit.caller().principal().value();
        return new Vault(
                new VaultId(visit.tenant().id(), ids.get()),
                place.name(),
                place.subscription(),
                place.resourceGroup(),
                location.toLowerCase(Locale.ROOT),
                settings,
                now,
                principal,
                now,
                principal,
                null,
                1);
    }

    private Vault changed(
            TenantVisit visit, Vault before, VaultSettings settings, @Nullable Instant deleted) {
        return new Vault(
                before.id(),
                before.name(),
                before.subscription(),
                before.resourceGroup(),
                before.location(),
                settings,
                before.created(),
                before.createdBy(),
                now(),
                visit.caller().principal().value(),
                deleted,
                before.generation() + 1);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
