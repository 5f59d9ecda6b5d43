package io.strongroom.core.access;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.core.Samples.CONTOSO;
import static io.strongroom.core.Samples.CONTOSO_VAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.InMemoryInstallation;
import io.strongroom.core.Problem;
import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class VaultDoorTest {
    private final InMemoryInstallation installation = new InMemoryInstallation();

    static Stream<VaultException> failuresOfNoTenant() {
        return Stream.of(
                new VaultException.Integrity("a stored vault"),
                new VaultException(Problem.SERVICE_UNAVAILABLE, "The store does not answer."));
    }

    @Test
    void a_vault_is_opened_by_name_without_case_and_the_operation_is_about_it() {
        Vault vault = Samples.contosoVault();

        OpenVault opened = open("Contoso-DEMO");

        assertThat(opened.vault()).isEqualTo(vault);
        assertThat(installation.trail.last().target())
                .isEqualTo(Target.resource(CONTOSO, vault.resourceId(), "contoso-demo"));
    }

    @Test
    void an_unknown_vault_is_not_found_and_no_tenants_record() {
        assertThatThrownBy(() -> open("nothing-here"))
                .isInstanceOfSatisfying(
                        VaultException.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo("VaultNotFound"))
                .hasMessage("The vault 'nothing-here' was not found.");

        Target target = installation.trail.last().target();
        assertThat(target.tenant()).isEqualTo(TenantId.NONE);
        assertThat(target.vault()).isEqualTo("nothing-here");
    }

    @Test
    void an_edited_vault_is_recorded_for_its_tenant() {
        installation.vaults.edit(CONTOSO_VAULT);

        assertThatThrownBy(() -> open("contoso-demo")).isInstanceOf(VaultException.Integrity.class);

        Target target = installation.trail.last().target();
        assertThat(target.tenant()).isEqualTo(CONTOSO);
        assertThat(target.vault()).isEqualTo("contoso-demo");
    }

    @ParameterizedTest
    @MethodSource("failuresOfNoTenant")
    void a_vault_that_cannot_be_read_is_recorded_by_its_name(VaultException failure) {
        installation.vaults.fail(failure);

        assertThatThrownBy(() -> open("contoso-demo")).isSameAs(failure);

        assertThat(installation.trail.last().target())
                .isEqualTo(new Target(TenantId.NONE, null, "contoso-demo", null, null, null));
    }

    @Test
    void a_deleted_vault_is_not_found() {
        deleteVault();

        assertThatThrownBy(() -> open("contoso-demo")).is(refused(404));
    }

    @Test
    void a_vault_that_is_deleted_while_it_is_used_drops_the_result() {
        assertThatThrownBy(() ->
                        installation.perform(
                                Action.KEY_GET,
                                evidence -> {
                                    installation.door.open(CONTOSO_VAULT, evidence);
                                    deleteVault();
                                    return Decided.answer("secret");
                                }))
                .is(refused(404));

        assertThat(installation.trail.events())
                .extracting(event -> event.outcome().signature())
                .containsExactly(Outcome.DROPPED.signature(), "VaultNotFound");
    }

    @Test
    void a_tenant_that_changes_while_its_vault_is_used_drops_the_result() {
        List<Tenant> seen = new ArrayList<>();

        installation.perform(
                Action.KEY_GET,
                evidence -> {
                    seen.add(installation.door.open(CONTOSO_VAULT, evidence).tenant());
                    if (seen.size() == 1) {
                        installation.removeRoles(CONTOSO);
                    }
                    return Decided.answer("key");
                });

        assertThat(seen).extracting(Tenant::generation).containsExactly(1L, 2L);
        assertThat(installation.trail.events().getFirst().outcome()).isEqualTo(Outcome.DROPPED);
    }

    private OpenVault open(String name) {
        return installation.perform(
                Action.KEY_GET,
                evidence -> Decided.answer(installation.door.open(new VaultName(name), evidence)));
    }

    private void deleteVault() {
        installation
                .vaults
                .open(CONTOSO_VAULT, true)
                .map(OpenVault::vault)
                .ifPresent(vault ->
                        installation.store.commit(
                                installation.vaults.replace(vault, Samples.deleted(vault))));
    }
}
