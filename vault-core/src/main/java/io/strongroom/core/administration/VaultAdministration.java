package io.strongroom.core.administration;

import io.strongroom.core.Page;
import io.strongroom.core.Problem;
import io.strongroom.core.Tags;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.AccessControl;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.permission.AccessPolicy;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.Subscription;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.Vault;
import io.strongroom.core.vault.VaultRepository;
import io.strongroom.core.vault.VaultSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The control plane: creates, changes, deletes and lists vaults, and says who may do what in them.
/// A subscription of another tenant is answered exactly like one that is not there.
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

    /// Where a vault is, or shall be.
    public record Place(SubscriptionId subscription, String resourceGroup, VaultName name) {
        /// Its id in the control plane.
        public String resourceId() {
            return Vault.resourceId(subscription, resourceGroup, name);
        }
    }

    /// How access policies are changed.
    public enum PolicyChange {
        /// Adds the permissions to those that the principals have.
        ADD,
        /// Replaces the policies of the principals named.
        REPLACE,
        /// Takes the permissions from those that the principals have.
        REMOVE
    }

    /// What a PUT or PATCH asks for; null leaves it open.
    public record Amendment(
            @Nullable Map<String, String> tags,
            @Nullable String sku,
            @Nullable Boolean enabledForDeployment,
            @Nullable Boolean enabledForDiskEncryption,
            @Nullable Boolean enabledForTemplateDeployment,
            @Nullable Integer softDeleteRetentionDays,
            @Nullable Boolean purgeProtection,
            @Nullable List<AccessPolicy> accessPolicies) {
        static Amendment to(VaultSettings settings) {
            return new Amendment(
                    settings.tags(),
                    settings.sku(),
                    settings.enabledForDeployment(),
                    settings.enabledForDiskEncryption(),
                    settings.enabledForTemplateDeployment(),
                    settings.softDeleteRetentionDays(),
                    settings.purgeProtection(),
                    settings.accessPolicies());
        }
    }

    /// Creates a vault (201), or replaces the settings of one that is there (200). What the wish
    /// leaves open has its default; soft delete and purge protection of a vault that is there stay
    /// as they are.
    ///
    /// @throws VaultException `VaultAlreadyExists`, `ConflictError` when the name belongs to a
    ///   deleted vault
    public Decided<Vault> put(
            Caller caller, Evidence evidence, Place place, String location, Amendment wish) {
        Tenant tenant = administered(caller, evidence, place, "Microsoft.KeyVault/vaults/write");
        String group = requireGroup(tenant, place);
        Optional<Vault> existing = find(evidence, tenant, place);
        if (existing.isPresent()) {
            VaultSettings fresh = VaultSettings.DEFAULTS.protectedLike(existing.get().settings());
            return replaced(caller, existing.get(), location, amended(fresh, wish));
        }
        requireLocation(location);
        requireFree(place.name(), tenant.id());
        VaultSettings settings = amended(VaultSettings.DEFAULTS, wish);
        requireSound(settings);
        Instant now = now();
        Vault vault =
                new Vault(
                        new VaultId(tenant.id(), ids.get()),
                        place.name(),
                        place.subscription(),
                        group,
                        location.toLowerCase(Locale.ROOT),
                        settings,
                        now,
                        caller.principal().value(),
                        now,
                        caller.principal().value(),
                        null,
                        1);
        evidence.about(vault.target());
        return Decided.after(vaults.add(vault), vault).withStatus(201);
    }

    /// Creates a vault or replaces all of its settings.
    public Decided<Vault> put(
            Caller caller,
            Evidence evidence,
            Place place,
            String location,
            VaultSettings settings) {
        return put(caller, evidence, place, location, Amendment.to(settings));
    }

    /// Changes some settings of a vault.
    public Decided<Vault> patch(
            Caller caller, Evidence evidence, Place place, Amendment amendment) {
        Tenant tenant = administered(caller, evidence, place, "Microsoft.KeyVault/vaults/write");
        Vault vault = require(evidence, tenant, place);
        return replaced(caller, vault, vault.location(), amended(vault.settings(), amendment));
    }

    /// Reads a vault.
    public Decided<Vault> get(Caller caller, Evidence evidence, Place place) {
        Tenant tenant = tenantOf(caller, evidence, place.subscription());
        evidence.about(Target.resource(tenant.id(), place.resourceId(), place.name().value()));
        AccessControl.requireReader(
                caller, tenant, "Microsoft.KeyVault/vaults/read", place.resourceId());
        return Decided.answer(require(evidence, tenant, place));
    }

    /// Deletes a vault: its name and content are kept for its retention, and nothing in it can be
    /// used.
    ///
    /// @return empty with status 204 when there is no such vault
    public Decided<Optional<Vault>> delete(Caller caller, Evidence evidence, Place place) {
        Tenant tenant = administered(caller, evidence, place, "Microsoft.KeyVault/vaults/delete");
        Optional<Vault> vault = find(evidence, tenant, place);
        if (vault.isEmpty()) {
            return Decided.answer(vault).withStatus(204);
        }
        Vault before = vault.get();
        Vault after = changed(caller, before, before.settings(), now());
        return Decided.after(vaults.replace(before, after), Optional.of(after));
    }

    /// Adds, replaces or removes access policies.
    public Decided<Vault> changePolicies(
            Caller caller,
            Evidence evidence,
            Place place,
            PolicyChange change,
            List<AccessPolicy> policies) {
        Tenant tenant =
                administered(
                        caller, evidence, place, "Microsoft.KeyVault/vaults/accessPolicies/write");
        Vault vault = require(evidence, tenant, place);
        List<AccessPolicy> merged =
                AccessPolicies.changed(vault.settings().accessPolicies(), change, policies);
        return replaced(caller, vault, vault.location(), vault.settings().with(merged));
    }

    /// Lists the vaults of a subscription, or of one of its resource groups, in name order.
    ///
    /// @param limit most vaults of a page
    public Decided<Page<Vault>> list(
            Caller caller,
            Evidence evidence,
            SubscriptionId subscription,
            @Nullable String resourceGroup,
            int limit,
            @Nullable String after) {
        Tenant tenant = tenantOf(caller, evidence, subscription);
        String scope = "/subscriptions/" + subscription;
        evidence.about(Target.resource(tenant.id(), scope, null));
        AccessControl.requireReader(caller, tenant, "Microsoft.KeyVault/vaults/read", scope);
        if (resourceGroup != null && group(tenant, subscription, resourceGroup).isEmpty()) {
            throw groupNotFound(resourceGroup);
        }
        return Decided.answer(vaults.list(tenant.id(), subscription, resourceGroup, limit, after));
    }

    /// Whether a vault could be created under the name. Names are unique over all tenants, so
    /// anybody who may see vaults learns that a name is taken, as in Azure.
    public Decided<Boolean> isFree(
            Caller caller, Evidence evidence, SubscriptionId subscription, VaultName name) {
        Tenant tenant = tenantOf(caller, evidence, subscription);
        String scope = "/subscriptions/" + subscription;
        evidence.about(Target.resource(tenant.id(), scope, name.value()));
        AccessControl.requireReader(
                caller, tenant, "Microsoft.KeyVault/checkNameAvailability/read", scope);
        return Decided.answer(vaults.holder(name).isEmpty());
    }

    /// Lists the caller's subscriptions; none for who may not see them, as in Azure.
    public Decided<List<Subscription>> subscriptions(Caller caller, Evidence evidence) {
        Tenant tenant = CallersTenant.require(vaults, caller, evidence);
        return Decided.answer(
                AccessControl.isReader(caller, tenant) ? tenant.subscriptions() : List.of());
    }

    /// Reads a subscription with its resource groups.
    public Decided<Subscription> subscription(
            Caller caller, Evidence evidence, SubscriptionId subscription) {
        Tenant tenant = tenantOf(caller, evidence, subscription);
        String scope = "/subscriptions/" + subscription;
        evidence.about(Target.resource(tenant.id(), scope, null));
        AccessControl.requireReader(
                caller, tenant, "Microsoft.Resources/subscriptions/read", scope);
        return Decided.answer(tenant.subscription(subscription).orElseThrow());
    }

    /// Reads the name of a resource group, as it was created.
    ///
    /// @throws VaultException `ResourceGroupNotFound`
    public Decided<String> resourceGroup(
            Caller caller, Evidence evidence, SubscriptionId subscription, String name) {
        Subscription owner = subscription(caller, evidence, subscription).answer();
        return Decided.answer(owner.resourceGroup(name).orElseThrow(() -> groupNotFound(name)));
    }

    private Tenant administered(Caller caller, Evidence evidence, Place place, String action) {
        Tenant tenant = tenantOf(caller, evidence, place.subscription());
        evidence.about(Target.resource(tenant.id(), place.resourceId(), place.name().value()));
        AccessControl.requireOwner(caller, tenant, action, place.resourceId());
        return tenant;
    }

    private Tenant tenantOf(Caller caller, Evidence evidence, SubscriptionId subscription) {
        Tenant tenant = CallersTenant.require(vaults, caller, evidence);
        if (tenant.subscription(subscription).isEmpty()) {
            throw new VaultException(
                    Problem.SUBSCRIPTION_NOT_FOUND,
                    "The subscription '" + subscription + "' could not be found.");
        }
        return tenant;
    }

    private static String requireGroup(Tenant tenant, Place place) {
        return group(tenant, place.subscription(), place.resourceGroup())
                .orElseThrow(() -> groupNotFound(place.resourceGroup()));
    }

    private static Optional<String> group(Tenant tenant, SubscriptionId subscription, String name) {
        return tenant.subscription(subscription).flatMap(s -> s.resourceGroup(name));
    }

    private static VaultException groupNotFound(String name) {
        return new VaultException(
                Problem.RESOURCE_GROUP_NOT_FOUND,
                "Resource group '" + name + "' could not be found.");
    }

    private Vault require(Evidence evidence, Tenant tenant, Place place) {
        return find(evidence, tenant, place)
                .orElseThrow(() ->
                        new VaultException(
                                Problem.RESOURCE_NOT_FOUND,
                                "The Resource 'Microsoft.KeyVault/vaults/%s' under resource group '%s' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix"
                                        .formatted(place.name(), place.resourceGroup())));
    }

    private Optional<Vault> find(Evidence evidence, Tenant tenant, Place place) {
        Optional<Vault> vault =
                vaults.open(place.name(), true)
                        .map(OpenVault::vault)
                        .filter(v -> v.id().tenant().equals(tenant.id()))
                        .filter(v -> v.subscription().equals(place.subscription()))
                        .filter(v -> v.resourceGroup().equalsIgnoreCase(place.resourceGroup()));
        vault.ifPresent(found -> {
            evidence.rely(found.guard());
            evidence.about(found.target());
        });
        return vault;
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

    private void requireFree(VaultName name, TenantId tenant) {
        Optional<VaultRepository.NameHolder> holder = vaults.holder(name);
        if (holder.isEmpty()) {
            return;
        }
        if (holder.get().deleted() && holder.get().vault().tenant().equals(tenant)) {
            throw new VaultException(
                    Problem.CONFLICT_ERROR,
                    "A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete.");
        }
        throw new VaultException(
                Problem.VAULT_ALREADY_EXISTS,
                "The vault name '%s' is already in use. Vault names are globally unique so it is possible that the name is already taken. If you are sure that the vault name was not taken then it is possible that a vault with the same name was recently deleted but not purged after being placed in a recoverable state. If the vault is in a recoverable state then the vault will need to be purged before reusing the name. For more information on soft delete and purging a vault follow this link https://go.microsoft.com/fwlink/?linkid=2147740."
                        .formatted(name));
    }

    private Decided<Vault> replaced(
            Caller caller, Vault before, String location, VaultSettings settings) {
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
        requireSound(settings);
        if (before.settings().purgeProtection() && !settings.purgeProtection()) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "The property \"enablePurgeProtection\" cannot be set to false. Enabling the purge protection for a vault is an irreversible action.");
        }
        if (before.settings().softDeleteRetentionDays() != settings.softDeleteRetentionDays()) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "The property \"softDeleteRetentionInDays\" has been set already and it can't be modified.");
        }
        Vault after = changed(caller, before, settings, null);
        return Decided.after(vaults.replace(before, after), after);
    }

    private Vault changed(
            Caller caller, Vault before, VaultSettings settings, @Nullable Instant deleted) {
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
                caller.principal().value(),
                deleted,
                before.generation() + 1);
    }

    private static VaultSettings amended(VaultSettings old, Amendment change) {
        return new VaultSettings(
                orElse(change.tags(), old.tags()),
                orElse(change.sku(), old.sku()),
                orElse(change.enabledForDeployment(), old.enabledForDeployment()),
                orElse(change.enabledForDiskEncryption(), old.enabledForDiskEncryption()),
                orElse(change.enabledForTemplateDeployment(), old.enabledForTemplateDeployment()),
                orElse(change.softDeleteRetentionDays(), old.softDeleteRetentionDays()),
                orElse(change.purgeProtection(), old.purgeProtection()),
                orElse(change.accessPolicies(), old.accessPolicies()));
    }

    private static <T> T orElse(@Nullable T value, T other) {
        return value == null ? other : value;
    }

    private static void requireSound(VaultSettings settings) {
        Tags.OF_VAULTS.require(settings.tags());
        if (!settings.sku().equals("standard") && !settings.sku().equals("premium")) {
            throw new VaultException(
                    Problem.SKU_NOT_SUPPORTED,
                    "The SKU name '" + settings.sku() + "' is not supported.");
        }
        int days = settings.softDeleteRetentionDays();
        if (days < 7 || days > 90) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "The property \"softDeleteRetentionInDays\" must be between 7 and 90, it is "
                            + days
                            + ".");
        }
        if (settings.accessPolicies().size() > VaultSettings.MAX_ACCESS_POLICIES) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "A vault has at most %d access policies, the request has %d."
                            .formatted(
                                    VaultSettings.MAX_ACCESS_POLICIES,
                                    settings.accessPolicies().size()));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
