package io.strongroom.core.administration;

import static io.strongroom.core.Samples.ADMIN;
import static io.strongroom.core.Samples.CONTOSO;
import static io.strongroom.core.Samples.CONTOSO_SUBSCRIPTION;
import static io.strongroom.core.Samples.CONTOSO_VAULT;
import static io.strongroom.core.Samples.FABRIKAM_SUBSCRIPTION;
import static io.strongroom.core.Samples.FABRIKAM_VAULT;
import static io.strongroom.core.Samples.GROUP;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.Samples.contosoApp;
import static io.strongroom.core.Samples.contosoOfficer;
import static io.strongroom.core.Samples.fabrikamAdmin;
import static io.strongroom.core.administration.AdministrationFixture.DEMO;
import static io.strongroom.core.administration.AdministrationFixture.NEW;
import static io.strongroom.core.administration.AdministrationFixture.SETTINGS;
import static io.strongroom.core.administration.AdministrationFixture.THEIRS;
import static io.strongroom.core.administration.AdministrationFixture.assertRefused;
import static io.strongroom.core.administration.AdministrationFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.vault.VaultSettings.Changes;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Who may do what to vaults, and what they learn of those of others.
final class AdministrationAccessTest {
    private final AdministrationFixture vaults = new AdministrationFixture();

    @Test
    void a_foreign_subscription_is_answered_like_one_that_is_not_there() {
        SubscriptionId nowhere = new SubscriptionId(UUID.randomUUID());
        VaultPlace absentPlace = new VaultPlace(nowhere, GROUP, FABRIKAM_VAULT);

        assertThat(operations(contosoAdmin()))
                .allSatisfy(operation -> {
                    String foreign = refusal(operation.apply(THEIRS));
                    String absent = refusal(operation.apply(absentPlace));
                    assertThat(foreign)
                            .contains("SubscriptionNotFound")
                            .isEqualTo(
                                    absent.replace(
                                            nowhere.toString(), FABRIKAM_SUBSCRIPTION.toString()));
                });
        assertThat(vaults.get(fabrikamAdmin(), THEIRS)).isEqualTo(Samples.fabrikamVault());
    }

    @Test
    void a_foreign_vault_is_answered_like_one_that_is_not_there() {
        VaultPlace foreign = new VaultPlace(CONTOSO_SUBSCRIPTION, GROUP, FABRIKAM_VAULT);
        VaultPlace absent =
                new VaultPlace(CONTOSO_SUBSCRIPTION, GROUP, new VaultName("nothing-here"));

        assertThat(refusal(() -> vaults.get(contosoAdmin(), foreign)))
                .isEqualTo(
                        refusal(() -> vaults.get(contosoAdmin(), absent))
                                .replace("nothing-here", FABRIKAM_VAULT.value()));
        assertThat(vaults.delete(contosoAdmin(), foreign).status()).isEqualTo(204);
        assertThat(vaults.get(fabrikamAdmin(), THEIRS)).isEqualTo(Samples.fabrikamVault());
    }

    @Test
    void only_owners_write_and_owners_and_officers_read() {
        Caller officer = contosoOfficer();
        Caller app = contosoApp();

        assertThat(vaults.get(officer, DEMO)).isEqualTo(Samples.contosoVault());
        assertForbidden(() -> vaults.put(officer, DEMO, "local", SETTINGS));
        assertForbidden(() -> vaults.patch(officer, DEMO, Changes.NONE));
        assertForbidden(() -> vaults.delete(officer, DEMO));
        assertForbidden(() -> vaults.get(app, DEMO));
        assertForbidden(() -> vaults.delete(app, DEMO));
        assertForbidden(() -> vaults.list(app, CONTOSO_SUBSCRIPTION, null, 10, null));
        assertForbidden(() -> vaults.isFree(app, CONTOSO_SUBSCRIPTION, CONTOSO_VAULT));
    }

    @Test
    void a_tenant_that_is_not_known_here_is_not_let_in() {
        Caller stranger = Samples.caller(new TenantId(UUID.randomUUID()), ADMIN);

        assertRefused(401, "InvalidAuthenticationTokenTenant", () -> vaults.get(stranger, DEMO));
    }

    @Test
    void the_record_goes_to_the_callers_tenant_and_names_the_resource() {
        refusal(() -> vaults.get(contosoAdmin(), NEW));

        assertThat(vaults.installation.trail.last().target())
                .isEqualTo(Target.resource(CONTOSO, NEW.resourceId(), "New-Vault"));

        refusal(() -> vaults.get(contosoAdmin(), THEIRS));

        assertThat(vaults.installation.trail.last().target().tenant()).isEqualTo(CONTOSO);
    }

    @Test
    void an_owner_who_is_removed_meanwhile_changes_nothing() {
        assertForbidden(() ->
                vaults.performWhile(
                        Action.VAULT_DELETE,
                        () -> vaults.installation.removeRoles(CONTOSO),
                        visit -> vaults.administration.delete(visit, DEMO)));

        assertThat(vaults.installation.vaults.open(CONTOSO_VAULT, true)).isPresent();
    }

    private List<Function<VaultPlace, Runnable>> operations(Caller caller) {
        return List.of(
                place -> () -> vaults.get(caller, place),
                place -> () -> vaults.put(caller, place, "local", SETTINGS),
                place -> () -> vaults.patch(caller, place, Changes.NONE),
                place -> () -> vaults.delete(caller, place),
                place -> () -> vaults.list(caller, place.subscription(), null, 9, null),
                place -> () -> vaults.isFree(caller, place.subscription(), place.name()),
                place -> () -> vaults.changePolicies(caller, place, PolicyChange.ADD, List.of()));
    }

    private static void assertForbidden(Runnable operation) {
        assertRefused(403, "AuthorizationFailed", operation);
    }
}
