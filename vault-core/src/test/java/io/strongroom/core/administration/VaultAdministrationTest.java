package io.strongroom.core.administration;

import static io.strongroom.core.Samples.ADMIN;
import static io.strongroom.core.Samples.APP;
import static io.strongroom.core.Samples.CONTOSO;
import static io.strongroom.core.Samples.CONTOSO_SUBSCRIPTION;
import static io.strongroom.core.Samples.CONTOSO_VAULT;
import static io.strongroom.core.Samples.FABRIKAM_SUBSCRIPTION;
import static io.strongroom.core.Samples.FABRIKAM_VAULT;
import static io.strongroom.core.Samples.GROUP;
import static io.strongroom.core.Samples.NOW;
import static io.strongroom.core.Samples.OFFICER;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.Samples.contosoOfficer;
import static io.strongroom.core.Samples.fabrikamAdmin;
import static io.strongroom.core.Samples.policy;
import static io.strongroom.core.Samples.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.InMemoryInstallation;
import io.strongroom.core.Page;
import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.administration.VaultAdministration.Amendment;
import io.strongroom.core.administration.VaultAdministration.Place;
import io.strongroom.core.administration.VaultAdministration.PolicyChange;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.permission.AccessPolicy;
import io.strongroom.core.permission.Right;
import io.strongroom.core.vault.Subscription;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.Vault;
import io.strongroom.core.vault.VaultSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VaultAdministrationTest {
    private static final Place DEMO = new Place(CONTOSO_SUBSCRIPTION, GROUP, CONTOSO_VAULT);
    private static final Place NEW =
            new Place(CONTOSO_SUBSCRIPTION, GROUP, new VaultName("New-Vault"));
    private static final Place THEIRS = new Place(FABRIKAM_SUBSCRIPTION, GROUP, FABRIKAM_VAULT);
    private static final Amendment NOTHING =
            new Amendment(null, null, null, null, null, null, null, null);
    private final InMemoryInstallation installation = new InMemoryInstallation();
    private final VaultAdministration administration = installation.administration;

    @Test
    void a_new_vault_is_what_was_asked_for() {
        installation.clock.set(NOW.plusMillis(999));
        Place shouted = new Place(CONTOSO_SUBSCRIPTION, "MAIN", NEW.name());

        Decided<Vault> made = put(contosoAdmin(), shouted, "LOCAL2", settings());

        assertThat(made.status()).isEqualTo(201);
        Vault vault = made.answer();
        assertThat(vault.id().tenant()).isEqualTo(CONTOSO);
        assertThat(vault.name().value()).isEqualTo("New-Vault");
        assertThat(vault.resourceGroup()).isEqualTo("main");
        assertThat(vault.location()).isEqualTo("local2");
        assertThat(vault.settings()).isEqualTo(settings());
        assertThat(vault.created()).isEqualTo(NOW);
        assertThat(vault.createdBy()).isEqualTo(ADMIN.value());
        assertThat(vault.generation()).isEqualTo(1);
        assertThat(get(contosoAdmin(), NEW)).isEqualTo(vault);
        assertThat(vault.resourceId())
                .isEqualTo(
                        "/subscriptions/11111111-aaaa-4111-8111-111111111111/resourceGroups/main/providers/Microsoft.KeyVault/vaults/New-Vault");
    }

    @Test
    void a_put_of_a_vault_that_is_there_replaces_its_settings() {
        installation.clock.advance(Duration.ofSeconds(9));
        VaultSettings other =
                new VaultSettings(
                        Map.of("a", "b"),
                        "standard",
                        true,
                        true,
                        true,
                        90,
                        true,
                        List.of(policy(APP, Right.KEYS_GET)));

        Decided<Vault> put = put(contosoAdmin(), DEMO, "Local", other);

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.answer().settings()).isEqualTo(other);
        assertThat(put.answer().id()).isEqualTo(Samples.contosoVault().id());
        assertThat(put.answer().created()).isEqualTo(NOW);
        assertThat(put.answer().updated()).isEqualTo(NOW.plusSeconds(9));
        assertThat(put.answer().generation()).isEqualTo(2);
        assertThat(get(contosoAdmin(), DEMO)).isEqualTo(put.answer());
    }

    @Test
    void a_vault_lives_in_a_location_of_the_installation() {
        assertRefused(
                400,
                "LocationNotAvailableForResourceType",
                () -> put(contosoAdmin(), NEW, "westeurope", settings()));
        assertThatThrownBy(() -> put(contosoAdmin(), NEW, "westeurope", settings()))
                .hasMessage(
                        "The provided location 'westeurope' is not available for resource type 'Microsoft.KeyVault/vaults'. List of available regions for the resource type is 'local,local2'.");
    }

    @Test
    void a_vault_does_not_move_to_another_location() {
        assertRefused(
                409,
                "InvalidResourceLocation",
                () -> put(contosoAdmin(), DEMO, "local2", settings()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "premium"})
    void there_are_two_skus(String sku) {
        assertThat(put(contosoAdmin(), NEW, "local", withSku(sku)).answer().settings().sku())
                .isEqualTo(sku);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Premium", "basic"})
    void there_is_no_other_sku(String sku) {
        assertRefused(
                400, "SkuNotSupported", () -> put(contosoAdmin(), NEW, "local", withSku(sku)));
        assertRefused(
                400, "SkuNotSupported", () -> put(contosoAdmin(), DEMO, "local", withSku(sku)));
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 90})
    void retention_is_7_to_90_days(int days) {
        Vault made = put(contosoAdmin(), NEW, "local", withRetention(days)).answer();

        assertThat(made.settings().softDeleteRetentionDays()).isEqualTo(days);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 6, 91})
    void other_retentions_are_refused(int days) {
        assertRefused(
                400, "BadParameter", () -> put(contosoAdmin(), NEW, "local", withRetention(days)));
    }

    @Test
    void retention_is_fixed_when_the_vault_is_created() {
        assertRefused(
                400, "BadParameter", () -> put(contosoAdmin(), DEMO, "local", withRetention(89)));
    }

    @Test
    void purge_protection_is_not_switched_off() {
        Amendment on = new Amendment(null, null, null, null, null, null, true, null);
        Amendment off = new Amendment(null, null, null, null, null, null, false, null);

        patch(contosoAdmin(), DEMO, off);
        patch(contosoAdmin(), DEMO, on);

        assertRefused(400, "BadParameter", () -> patch(contosoAdmin(), DEMO, off));
        assertRefused(400, "BadParameter", () -> put(contosoAdmin(), DEMO, "local", settings()));
        assertThat(get(contosoAdmin(), DEMO).settings().purgeProtection()).isTrue();
    }

    @Test
    void a_vault_has_at_most_1024_access_policies() {
        List<AccessPolicy> most = Collections.nCopies(1024, policy(APP, Right.KEYS_GET));
        List<AccessPolicy> tooMany = Collections.nCopies(1025, policy(APP, Right.KEYS_GET));

        put(contosoAdmin(), NEW, "local", settings().with(most));

        assertRefused(
                400,
                "BadParameter",
                () -> put(contosoAdmin(), NEW, "local", settings().with(tooMany)));
    }

    @Test
    void a_vault_has_at_most_50_tags() {
        Amendment tooMany = new Amendment(tags(51), null, null, null, null, null, null, null);

        assertRefused(400, "BadParameter", () -> patch(contosoAdmin(), DEMO, tooMany));
    }

    @Test
    void a_name_that_any_tenant_holds_is_taken() {
        Place inOtherGroup = new Place(CONTOSO_SUBSCRIPTION, "second", CONTOSO_VAULT);
        Place foreign = new Place(CONTOSO_SUBSCRIPTION, GROUP, new VaultName("FABRIKAM-demo"));

        assertRefused(
                409,
                "VaultAlreadyExists",
                () -> put(contosoAdmin(), inOtherGroup, "local", settings()));
        assertRefused(
                409, "VaultAlreadyExists", () -> put(contosoAdmin(), foreign, "local", settings()));
    }

    @Test
    void a_deleted_vault_keeps_its_name_and_only_its_tenant_learns_that_it_is_deleted() {
        delete(contosoAdmin(), DEMO);
        Place theirs = new Place(FABRIKAM_SUBSCRIPTION, GROUP, CONTOSO_VAULT);

        assertRefused(409, "ConflictError", () -> put(contosoAdmin(), DEMO, "local", settings()));
        assertRefused(
                409, "VaultAlreadyExists", () -> put(fabrikamAdmin(), theirs, "local", settings()));
    }

    @Test
    void two_that_take_a_name_at_once_do_not_both_get_it() {
        AtomicInteger runs = new AtomicInteger();

        assertRefused(
                409,
                "VaultAlreadyExists",
                () ->
                        perform(
                                Action.VAULT_PUT,
                                evidence -> {
                                    Decided<Vault> mine =
                                            administration.put(
                                                    contosoAdmin(),
                                                    evidence,
                                                    NEW,
                                                    "local",
                                                    settings());
                                    if (runs.incrementAndGet() == 1) {
                                        put(
                                                fabrikamAdmin(),
                                                new Place(FABRIKAM_SUBSCRIPTION, GROUP, NEW.name()),
                                                "local",
                                                settings());
                                    }
                                    return mine;
                                }));

        assertThat(installation.trail.events())
                .extracting(event -> event.outcome().signature())
                .endsWith("DroppedInFlight", "VaultAlreadyExists");
        assertThat(installation.vault(NEW.name()).tenant().id()).isEqualTo(Samples.FABRIKAM);
    }

    @Test
    void a_patch_changes_what_it_names_and_leaves_the_rest() {
        Vault patched =
                patch(
                        contosoAdmin(),
                        DEMO,
                        new Amendment(
                                Map.of("new", "tag"), null, true, null, null, null, null, null));

        assertThat(patched.settings())
                .isEqualTo(
                        new VaultSettings(
                                Map.of("new", "tag"),
                                "premium",
                                true,
                                false,
                                false,
                                90,
                                false,
                                List.of()));
        assertThat(patch(contosoAdmin(), DEMO, NOTHING).settings()).isEqualTo(patched.settings());
    }

    @Test
    void a_patch_is_held_to_the_same_limits_as_a_put() {
        assertRefused(
                400,
                "SkuNotSupported",
                () ->
                        patch(
                                contosoAdmin(),
                                DEMO,
                                new Amendment(null, "basic", null, null, null, null, null, null)));
        assertRefused(
                400,
                "BadParameter",
                () ->
                        patch(
                                contosoAdmin(),
                                DEMO,
                                new Amendment(null, null, null, null, null, 7, null, null)));
    }

    @Test
    void adding_policies_adds_permissions_and_keeps_the_others() {
        change(PolicyChange.ADD, policy(APP, Right.KEYS_GET), policy(OFFICER));

        Vault changed = change(PolicyChange.ADD, policy(APP, Right.KEYS_SIGN));

        assertThat(changed.settings().accessPolicies())
                .containsExactly(policy(APP, Right.KEYS_GET, Right.KEYS_SIGN));
    }

    @Test
    void replacing_policies_replaces_those_of_the_principals_named() {
        change(
                PolicyChange.ADD,
                policy(APP, Right.KEYS_GET, Right.KEYS_SIGN),
                policy(OFFICER, Right.KEYS_LIST));

        Vault changed = change(PolicyChange.REPLACE, policy(APP, Right.KEYS_VERIFY));

        assertThat(changed.settings().accessPolicies())
                .containsExactlyInAnyOrder(
                        policy(APP, Right.KEYS_VERIFY), policy(OFFICER, Right.KEYS_LIST));
    }

    @Test
    void removing_policies_takes_permissions_and_the_policy_with_the_last_one() {
        change(PolicyChange.ADD, policy(APP, Right.KEYS_GET, Right.KEYS_SIGN));

        assertThat(
                        change(PolicyChange.REMOVE, policy(APP, Right.KEYS_SIGN))
                                .settings()
                                .accessPolicies())
                .containsExactly(policy(APP, Right.KEYS_GET));
        assertThat(
                        change(PolicyChange.REMOVE, policy(APP, Right.KEYS_GET))
                                .settings()
                                .accessPolicies())
                .isEmpty();
        assertThat(
                        change(PolicyChange.REMOVE, policy(OFFICER, Right.KEYS_GET))
                                .settings()
                                .accessPolicies())
                .isEmpty();
    }

    @Test
    void removing_takes_a_permission_from_all_policies_of_a_principal() {
        AccessPolicy read = policy(APP, Right.KEYS_GET, Right.KEYS_SIGN);
        AccessPolicy sign = policy(APP, Right.KEYS_SIGN);
        put(contosoAdmin(), DEMO, "local", settings().with(List.of(read, sign)));

        Vault changed = change(PolicyChange.REMOVE, sign);

        assertThat(changed.settings().accessPolicies())
                .containsExactly(policy(APP, Right.KEYS_GET));
    }

    @Test
    void policies_of_secrets_and_certificates_are_merged_likewise() {
        AccessPolicy first =
                new AccessPolicy(
                        APP,
                        null,
                        Set.of(),
                        Set.of(Right.SECRETS_GET),
                        Set.of(Right.CERTIFICATES_GET));
        AccessPolicy second =
                new AccessPolicy(
                        APP,
                        null,
                        Set.of(),
                        Set.of(Right.SECRETS_LIST),
                        Set.of(Right.CERTIFICATES_LIST));
        change(PolicyChange.ADD, first, second);

        Vault changed = change(PolicyChange.REMOVE, first);

        assertThat(changed.settings().accessPolicies()).containsExactly(second);
    }

    @Test
    void a_policy_through_an_application_is_another_one() {
        AccessPolicy through =
                new AccessPolicy(APP, "client", Set.of(Right.KEYS_GET), Set.of(), Set.of());
        change(PolicyChange.ADD, policy(APP, Right.KEYS_GET), through);

        Vault changed = change(PolicyChange.REMOVE, policy(APP, Right.KEYS_GET));

        assertThat(changed.settings().accessPolicies()).containsExactly(through);
    }

    @Test
    void of_two_policy_changes_at_once_none_is_lost() {
        AtomicInteger runs = new AtomicInteger();

        perform(
                Action.VAULT_ACCESS_POLICY_PUT,
                evidence -> {
                    Decided<Vault> mine =
                            administration.changePolicies(
                                    contosoAdmin(),
                                    evidence,
                                    DEMO,
                                    PolicyChange.ADD,
                                    List.of(policy(APP, Right.KEYS_GET)));
                    if (runs.incrementAndGet() == 1) {
                        change(PolicyChange.ADD, policy(APP, Right.KEYS_SIGN));
                    }
                    return mine;
                });

        assertThat(get(contosoAdmin(), DEMO).settings().accessPolicies())
                .containsExactly(policy(APP, Right.KEYS_GET, Right.KEYS_SIGN));
        assertThat(installation.trail.events())
                .anyMatch(event -> event.outcome().equals(Outcome.DROPPED));
    }

    @Test
    void a_deleted_vault_is_gone_from_everywhere() {
        Decided<Optional<Vault>> deleted = delete(contosoAdmin(), DEMO);

        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.answer().orElseThrow().deleted()).isEqualTo(NOW);
        assertRefused(404, "ResourceNotFound", () -> get(contosoAdmin(), DEMO));
        assertThat(list(contosoAdmin(), CONTOSO_SUBSCRIPTION, null, 10, null).items()).isEmpty();
        assertThat(delete(contosoAdmin(), DEMO).status()).isEqualTo(204);
        assertRefused(404, "ResourceNotFound", () -> patch(contosoAdmin(), DEMO, NOTHING));
        assertRefused(
                404,
                "ResourceNotFound",
                () -> change(PolicyChange.ADD, policy(APP, Right.KEYS_GET)));
    }

    @Test
    void vaults_are_listed_by_subscription_and_by_resource_group() {
        put(
                contosoAdmin(),
                new Place(CONTOSO_SUBSCRIPTION, "second", NEW.name()),
                "local",
                settings());

        assertThat(names(list(contosoAdmin(), CONTOSO_SUBSCRIPTION, null, 10, null)))
                .containsExactly("contoso-demo", "New-Vault");
        assertThat(names(list(contosoOfficer(), CONTOSO_SUBSCRIPTION, "SECOND", 10, null)))
                .containsExactly("New-Vault");
        Page<Vault> first = list(contosoAdmin(), CONTOSO_SUBSCRIPTION, null, 1, null);
        assertThat(names(first)).containsExactly("contoso-demo");
        assertThat(names(list(contosoAdmin(), CONTOSO_SUBSCRIPTION, null, 1, first.next())))
                .containsExactly("New-Vault");
        assertRefused(
                404,
                "ResourceGroupNotFound",
                () -> list(contosoAdmin(), CONTOSO_SUBSCRIPTION, "none", 10, null));
    }

    @Test
    void an_unknown_resource_group_or_vault_is_not_found() {
        Place noGroup = new Place(CONTOSO_SUBSCRIPTION, "none", NEW.name());

        assertRefused(
                404,
                "ResourceGroupNotFound",
                () -> put(contosoAdmin(), noGroup, "local", settings()));
        assertRefused(404, "ResourceNotFound", () -> get(contosoAdmin(), NEW));
        assertThatThrownBy(() -> get(contosoAdmin(), NEW))
                .hasMessage(
                        "The Resource 'Microsoft.KeyVault/vaults/New-Vault' under resource group 'main' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix");
        assertRefused(
                404,
                "ResourceNotFound",
                () ->
                        get(
                                contosoAdmin(),
                                new Place(CONTOSO_SUBSCRIPTION, "second", CONTOSO_VAULT)));
    }

    @Test
    void a_foreign_subscription_is_answered_like_one_that_is_not_there() {
        SubscriptionId nowhere = new SubscriptionId(UUID.randomUUID());
        List<Function<Place, Runnable>> operations =
                List.of(
                        place -> () -> get(contosoAdmin(), place),
                        place -> () -> put(contosoAdmin(), place, "local", settings()),
                        place -> () -> patch(contosoAdmin(), place, NOTHING),
                        place -> () -> delete(contosoAdmin(), place),
                        place -> () -> list(contosoAdmin(), place.subscription(), null, 9, null),
                        place ->
                                () ->
                                        changePolicies(
                                                contosoAdmin(),
                                                place,
                                                PolicyChange.ADD,
                                                List.of()));

        assertThat(operations)
                .allSatisfy(operation -> {
                    String foreign = refusal(operation.apply(THEIRS));
                    String absent =
                            refusal(operation.apply(new Place(nowhere, GROUP, FABRIKAM_VAULT)));
                    assertThat(foreign)
                            .contains("SubscriptionNotFound")
                            .isEqualTo(
                                    absent.replace(
                                            nowhere.toString(), FABRIKAM_SUBSCRIPTION.toString()));
                });
        assertThat(get(fabrikamAdmin(), THEIRS)).isEqualTo(Samples.fabrikamVault());
    }

    @Test
    void a_foreign_vault_is_answered_like_one_that_is_not_there() {
        Place foreign = new Place(CONTOSO_SUBSCRIPTION, GROUP, FABRIKAM_VAULT);
        Place absent = new Place(CONTOSO_SUBSCRIPTION, GROUP, new VaultName("nothing-here"));

        assertThat(refusal(() -> get(contosoAdmin(), foreign)))
                .isEqualTo(
                        refusal(() -> get(contosoAdmin(), absent))
                                .replace("nothing-here", FABRIKAM_VAULT.value()));
        assertThat(delete(contosoAdmin(), foreign).status()).isEqualTo(204);
        assertThat(get(fabrikamAdmin(), THEIRS)).isEqualTo(Samples.fabrikamVault());
    }

    @ParameterizedTest
    @EnumSource
    void only_owners_change_policies(PolicyChange change) {
        for (Caller caller : List.of(Samples.contosoApp(), contosoOfficer())) {
            assertRefused(
                    403,
                    "AuthorizationFailed",
                    () -> changePolicies(caller, DEMO, change, List.of(policy(APP))));
        }
    }

    @Test
    void only_owners_write_and_owners_and_officers_read() {
        Caller officer = contosoOfficer();
        Caller app = Samples.contosoApp();

        assertThat(get(officer, DEMO)).isEqualTo(Samples.contosoVault());
        assertThat(subscriptions(officer)).hasSize(1);
        assertRefused(403, "AuthorizationFailed", () -> put(officer, DEMO, "local", settings()));
        assertRefused(403, "AuthorizationFailed", () -> patch(officer, DEMO, NOTHING));
        assertRefused(403, "AuthorizationFailed", () -> delete(officer, DEMO));
        assertRefused(403, "AuthorizationFailed", () -> get(app, DEMO));
        assertRefused(403, "AuthorizationFailed", () -> delete(app, DEMO));
        assertThat(subscriptions(app)).isEmpty();
        assertRefused(
                403, "AuthorizationFailed", () -> list(app, CONTOSO_SUBSCRIPTION, null, 10, null));
    }

    @Test
    void a_tenant_that_is_not_known_here_is_not_let_in() {
        Caller stranger = Samples.caller(new TenantId(UUID.randomUUID()), ADMIN);

        assertRefused(401, "InvalidAuthenticationTokenTenant", () -> get(stranger, DEMO));
    }

    @Test
    void the_record_goes_to_the_callers_tenant_and_names_the_resource() {
        refusal(() -> get(contosoAdmin(), NEW));

        assertThat(installation.trail.last().target())
                .isEqualTo(Target.resource(CONTOSO, NEW.resourceId(), "New-Vault"));

        refusal(() -> get(contosoAdmin(), THEIRS));

        assertThat(installation.trail.last().target().tenant()).isEqualTo(CONTOSO);
    }

    @Test
    void an_owner_who_is_removed_meanwhile_changes_nothing() {
        AtomicInteger runs = new AtomicInteger();

        assertRefused(
                403,
                "AuthorizationFailed",
                () ->
                        perform(
                                Action.VAULT_DELETE,
                                evidence -> {
                                    Decided<Optional<Vault>> mine =
                                            administration.delete(contosoAdmin(), evidence, DEMO);
                                    if (runs.incrementAndGet() == 1) {
                                        removeOwners();
                                    }
                                    return mine;
                                }));

        assertThat(installation.vaults.open(CONTOSO_VAULT, true)).isPresent();
    }

    private void removeOwners() {
        Tenant before = installation.vaults.tenant(CONTOSO, true).orElseThrow();
        Tenant after =
                new Tenant(
                        before.id(),
                        before.name(),
                        before.key(),
                        before.subscriptions(),
                        Set.of(),
                        Set.of(),
                        before.generation() + 1);
        installation.store.commit(installation.vaults.replace(before, after));
    }

    private Decided<Vault> put(
            Caller caller, Place place, String location, VaultSettings settings) {
        return perform(
                Action.VAULT_PUT,
                evidence -> administration.put(caller, evidence, place, location, settings));
    }

    private Vault patch(Caller caller, Place place, Amendment amendment) {
        return perform(
                        Action.VAULT_PATCH,
                        evidence -> administration.patch(caller, evidence, place, amendment))
                .answer();
    }

    private Vault get(Caller caller, Place place) {
        return perform(Action.VAULT_GET, evidence -> administration.get(caller, evidence, place))
                .answer();
    }

    private Decided<Optional<Vault>> delete(Caller caller, Place place) {
        return perform(
                Action.VAULT_DELETE, evidence -> administration.delete(caller, evidence, place));
    }

    private Vault change(PolicyChange change, AccessPolicy... policies) {
        return changePolicies(contosoAdmin(), DEMO, change, List.of(policies));
    }

    private Vault changePolicies(
            Caller caller, Place place, PolicyChange change, List<AccessPolicy> policies) {
        return perform(
                        Action.VAULT_ACCESS_POLICY_PUT,
                        evidence ->
                                administration.changePolicies(
                                        caller, evidence, place, change, policies))
                .answer();
    }

    private Page<Vault> list(
            Caller caller,
            SubscriptionId subscription,
            @Nullable String group,
            int limit,
            @Nullable String after) {
        return perform(
                        Action.VAULT_LIST,
                        evidence ->
                                administration.list(
                                        caller, evidence, subscription, group, limit, after))
                .answer();
    }

    private List<Subscription> subscriptions(Caller caller) {
        return perform(
                        Action.SUBSCRIPTION_LIST,
                        evidence -> administration.subscriptions(caller, evidence))
                .answer();
    }

    private <R> Decided<R> perform(Action action, Function<Evidence, Decided<R>> operation) {
        return installation.operations.perform(action, Samples.request(), operation);
    }

    private static List<String> names(Page<Vault> page) {
        return page.items().stream().map(vault -> vault.name().value()).toList();
    }

    private static VaultSettings withSku(String sku) {
        return new VaultSettings(Map.of(), sku, false, false, false, 90, false, List.of());
    }

    private static VaultSettings withRetention(int days) {
        return new VaultSettings(Map.of(), "premium", false, false, false, days, false, List.of());
    }

    private static Map<String, String> tags(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "n" + i, i -> "v"));
    }

    private static String refusal(Runnable operation) {
        try {
            operation.run();
        } catch (VaultException refusal) {
            return refusal.status() + " " + refusal.problem().code() + " " + refusal.description();
        }
        return "";
    }

    private static void assertRefused(int status, String code, Runnable operation) {
        assertThatThrownBy(operation::run)
                .isInstanceOfSatisfying(
                        VaultException.class,
                        refusal -> {
                            assertThat(refusal.status()).isEqualTo(status);
                            assertThat(refusal.problem().code()).isEqualTo(code);
                        });
    }
}
