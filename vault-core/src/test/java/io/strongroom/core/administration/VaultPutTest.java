package io.strongroom.core.administration;

import static io.strongroom.core.Samples.ADMIN;
import static io.strongroom.core.Samples.APP;
import static io.strongroom.core.Samples.CONTOSO;
import static io.strongroom.core.Samples.CONTOSO_SUBSCRIPTION;
import static io.strongroom.core.Samples.CONTOSO_VAULT;
import static io.strongroom.core.Samples.FABRIKAM_SUBSCRIPTION;
import static io.strongroom.core.Samples.GROUP;
import static io.strongroom.core.Samples.NOW;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.Samples.fabrikamAdmin;
import static io.strongroom.core.Samples.policy;
import static io.strongroom.core.Samples.settings;
import static io.strongroom.core.administration.AdministrationFixture.DEMO;
import static io.strongroom.core.administration.AdministrationFixture.NEW;
import static io.strongroom.core.administration.AdministrationFixture.SETTINGS;
import static io.strongroom.core.administration.AdministrationFixture.all;
import static io.strongroom.core.administration.AdministrationFixture.assertRefused;
import static io.strongroom.core.administration.AdministrationFixture.purgeProtection;
import static io.strongroom.core.administration.AdministrationFixture.retention;
import static io.strongroom.core.administration.AdministrationFixture.sku;
import static io.strongroom.core.administration.AdministrationFixture.tags;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.operation.Decided.Answer;
import io.strongroom.core.permission.AccessPolicy;
import io.strongroom.core.permission.Right;
import io.strongroom.core.vault.Vault;
import io.strongroom.core.vault.VaultSettings;
import io.strongroom.core.vault.VaultSettings.Changes;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VaultPutTest {
    private final AdministrationFixture vaults = new AdministrationFixture();

    @Test
    void a_new_vault_is_what_was_asked_for() {
        vaults.installation.clock.set(NOW.plusMillis(999));
        VaultPlace shouted = new VaultPlace(CONTOSO_SUBSCRIPTION, "MAIN", NEW.name());

        Answer<Vault> made = vaults.put(contosoAdmin(), shouted, "LOCAL2", SETTINGS);

        assertThat(made.status()).isEqualTo(201);
        Vault vault = made.value();
        assertThat(vault.id().tenant()).isEqualTo(CONTOSO);
        assertThat(vault.name().value()).isEqualTo("New-Vault");
        assertThat(vault.resourceGroup()).isEqualTo("main");
        assertThat(vault.location()).isEqualTo("local2");
        assertThat(vault.settings()).isEqualTo(settings());
        assertThat(vault.created()).isEqualTo(NOW);
        assertThat(vault.createdBy()).isEqualTo(ADMIN.value());
        assertThat(vault.generation()).isEqualTo(1);
        assertThat(vaults.get(contosoAdmin(), NEW)).isEqualTo(vault);
        assertThat(vault.resourceId())
                .isEqualTo(
                        "/subscriptions/11111111-aaaa-4111-8111-111111111111/resourceGroups/main/providers/Microsoft.KeyVault/vaults/New-Vault");
    }

    @Test
    void a_new_vault_has_the_defaults_of_what_is_left_out() {
        Vault made = vaults.put(contosoAdmin(), NEW, "local", Changes.NONE).value();

        assertThat(made.settings())
                .isEqualTo(
                        new VaultSettings(
                                Map.of(),
                                "standard",
                                false,
                                false,
                                false,
                                90,
                                false,
                                List.of(),
                                false,
                                null));
    }

    @Test
    void a_put_of_a_vault_that_is_there_replaces_its_settings() {
        vaults.installation.clock.advance(Duration.ofSeconds(9));
        VaultSettings other =
                new VaultSettings(
                        Map.of("a", "b"),
                        "standard",
                        true,
                        true,
                        true,
                        90,
                        true,
                        List.of(policy(APP, Right.KEYS_GET)),
                        false,
                        null);

        Answer<Vault> put = vaults.put(contosoAdmin(), DEMO, "Local", all(other));

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.value().settings()).isEqualTo(other);
        assertThat(put.value().id()).isEqualTo(Samples.contosoVault().id());
        assertThat(put.value().created()).isEqualTo(NOW);
        assertThat(put.value().updated()).isEqualTo(NOW.plusSeconds(9));
        assertThat(put.value().generation()).isEqualTo(2);
        assertThat(vaults.get(contosoAdmin(), DEMO)).isEqualTo(put.value());
    }

    @Test
    void a_put_resets_what_it_leaves_out_but_soft_delete_and_purge_protection() {
        VaultSettings rich =
                new VaultSettings(
                        Map.of("a", "b"),
                        "premium",
                        true,
                        true,
                        true,
                        7,
                        true,
                        List.of(policy(APP, Right.KEYS_GET)),
                        false,
                        null);
        vaults.put(contosoAdmin(), NEW, "local", all(rich));

        Vault reset = vaults.put(contosoAdmin(), NEW, "local", Changes.NONE).value();

        assertThat(reset.settings())
                .isEqualTo(
                        new VaultSettings(
                                Map.of(),
                                "standard",
                                false,
                                false,
                                false,
                                7,
                                true,
                                List.of(),
                                false,
                                null));
    }

    @Test
    void a_vault_lives_in_a_location_of_the_installation() {
        assertRefused(
                400,
                "LocationNotAvailableForResourceType",
                () -> vaults.put(contosoAdmin(), NEW, "westeurope", SETTINGS));
        assertThatThrownBy(() -> vaults.put(contosoAdmin(), NEW, "westeurope", SETTINGS))
                .hasMessage(
                        "The provided location 'westeurope' is not available for resource type 'Microsoft.KeyVault/vaults'. List of available regions for the resource type is 'local,local2'.");
    }

    @Test
    void a_vault_does_not_move_to_another_location() {
        assertRefused(
                409,
                "InvalidResourceLocation",
                () -> vaults.put(contosoAdmin(), DEMO, "local2", SETTINGS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "premium"})
    void there_are_two_skus(String sku) {
        Vault made = vaults.put(contosoAdmin(), NEW, "local", sku(sku)).value();

        assertThat(made.settings().sku()).isEqualTo(sku);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Premium", "basic"})
    void there_is_no_other_sku(String sku) {
        assertRefused(
                400, "SkuNotSupported", () -> vaults.put(contosoAdmin(), NEW, "local", sku(sku)));
        assertRefused(
                400, "SkuNotSupported", () -> vaults.put(contosoAdmin(), DEMO, "local", sku(sku)));
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 90})
    void retention_is_7_to_90_days(int days) {
        Vault made = vaults.put(contosoAdmin(), NEW, "local", retention(days)).value();

        assertThat(made.settings().softDeleteRetentionDays()).isEqualTo(days);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 6, 91})
    void other_retentions_are_refused(int days) {
        assertRefused(
                400, "BadRequest", () -> vaults.put(contosoAdmin(), NEW, "local", retention(days)));
    }

    @Test
    void retention_is_fixed_when_the_vault_is_created() {
        assertRefused(
                400, "BadRequest", () -> vaults.put(contosoAdmin(), DEMO, "local", retention(89)));
    }

    @Test
    void purge_protection_is_not_switched_off() {
        vaults.patch(contosoAdmin(), DEMO, purgeProtection(false));
        vaults.patch(contosoAdmin(), DEMO, purgeProtection(true));

        assertRefused(
                400,
                "BadRequest",
                () -> vaults.patch(contosoAdmin(), DEMO, purgeProtection(false)));
        assertRefused(400, "BadRequest", () -> vaults.put(contosoAdmin(), DEMO, "local", SETTINGS));
        assertThat(vaults.get(contosoAdmin(), DEMO).settings().purgeProtection()).isTrue();
    }

    @Test
    void clients_of_a_federated_vault_go_on_where_they_are_sent() {
        vaults.put(contosoAdmin(), NEW, "local", Changes.FEDERATED);

        vaults.put(contosoAdmin(), NEW, "local", SETTINGS);
        vaults.patch(contosoAdmin(), NEW, Changes.NONE);

        assertThat(vaults.get(contosoAdmin(), NEW).settings().federated()).isTrue();
        assertThat(vaults.get(contosoAdmin(), DEMO).settings().federated()).isFalse();
    }

    @Test
    void a_vault_has_at_most_1024_access_policies() {
        List<AccessPolicy> most = Collections.nCopies(1024, policy(APP, Right.KEYS_GET));
        List<AccessPolicy> tooMany = Collections.nCopies(1025, policy(APP, Right.KEYS_GET));

        vaults.put(contosoAdmin(), NEW, "local", Changes.accessPolicies(most));

        assertRefused(
                400,
                "BadRequest",
                () -> vaults.put(contosoAdmin(), NEW, "local", Changes.accessPolicies(tooMany)));
    }

    @Test
    void a_vault_has_at_most_50_tags() {
        assertRefused(
                400,
                "InvalidTags",
                () -> vaults.put(contosoAdmin(), NEW, "local", Changes.tags(tags(51))));
        assertRefused(
                400,
                "InvalidTags",
                () -> vaults.patch(contosoAdmin(), DEMO, Changes.tags(tags(51))));
    }

    @Test
    void a_vault_lives_in_a_resource_group_of_the_subscription() {
        VaultPlace noGroup = new VaultPlace(CONTOSO_SUBSCRIPTION, "none", NEW.name());

        assertRefused(
                404,
                "ResourceGroupNotFound",
                () -> vaults.put(contosoAdmin(), noGroup, "local", SETTINGS));
    }

    @Test
    void a_name_that_any_tenant_holds_is_taken() {
        VaultPlace inOtherGroup = new VaultPlace(CONTOSO_SUBSCRIPTION, "second", CONTOSO_VAULT);
        VaultPlace foreign =
                new VaultPlace(CONTOSO_SUBSCRIPTION, GROUP, new VaultName("FABRIKAM-demo"));

        assertRefused(
                409,
                "VaultAlreadyExists",
                () -> vaults.put(contosoAdmin(), inOtherGroup, "local", SETTINGS));
        assertRefused(
                409,
                "VaultAlreadyExists",
                () -> vaults.put(contosoAdmin(), foreign, "local", SETTINGS));
    }

    @Test
    void a_deleted_vault_keeps_its_name_and_only_its_tenant_learns_that_it_is_deleted() {
        vaults.delete(contosoAdmin(), DEMO);
        VaultPlace theirs = new VaultPlace(FABRIKAM_SUBSCRIPTION, GROUP, CONTOSO_VAULT);

        assertRefused(
                409, "ConflictError", () -> vaults.put(contosoAdmin(), DEMO, "local", SETTINGS));
        assertRefused(
                409,
                "VaultAlreadyExists",
                () -> vaults.put(fabrikamAdmin(), theirs, "local", SETTINGS));
    }

    @Test
    void nobody_is_told_to_recover_or_purge_what_cannot_be_recovered_or_purged() {
        vaults.delete(contosoAdmin(), DEMO);
        VaultPlace theirs = new VaultPlace(FABRIKAM_SUBSCRIPTION, GROUP, CONTOSO_VAULT);

        assertThatThrownBy(() -> vaults.put(contosoAdmin(), DEMO, "local", SETTINGS))
                .hasMessage(
                        "The vault '%s' was deleted. It cannot be recovered, and its name is not"
                                + " given out again.",
                        CONTOSO_VAULT);
        assertThatThrownBy(() -> vaults.put(fabrikamAdmin(), theirs, "local", SETTINGS))
                .message()
                .doesNotContainIgnoringCase("purge")
                .doesNotContainIgnoringCase("recover");
    }

    @Test
    void two_that_take_a_name_at_once_do_not_both_get_it() {
        VaultPlace theirs = new VaultPlace(FABRIKAM_SUBSCRIPTION, GROUP, NEW.name());

        assertRefused(
                409,
                "VaultAlreadyExists",
                () ->
                        vaults.performWhile(
                                Action.VAULT_PUT,
                                () -> vaults.put(fabrikamAdmin(), theirs, "local", SETTINGS),
                                visit -> vaults.administration.put(visit, NEW, "local", SETTINGS)));

        assertThat(vaults.installation.trail.events())
                .extracting(event -> event.outcome().signature())
                .endsWith("DroppedInFlight", "VaultAlreadyExists");
        assertThat(vaults.installation.vault(NEW.name()).tenant().id()).isEqualTo(Samples.FABRIKAM);
    }
}
