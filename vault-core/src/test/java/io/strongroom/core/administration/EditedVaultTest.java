package io.strongroom.core.administration;

import static io.strongroom.core.Samples.CONTOSO;
import static io.strongroom.core.Samples.CONTOSO_SUBSCRIPTION;
import static io.strongroom.core.Samples.CONTOSO_VAULT;
import static io.strongroom.core.Samples.FABRIKAM_SUBSCRIPTION;
import static io.strongroom.core.Samples.GROUP;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.Samples.fabrikamAdmin;
import static io.strongroom.core.administration.AdministrationFixture.DEMO;
import static io.strongroom.core.administration.AdministrationFixture.SETTINGS;
import static io.strongroom.core.administration.AdministrationFixture.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.vault.VaultSettings.Changes;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A vault that was edited behind the service's back is reported to the tenant that owns it,
/// whichever tenant's request finds out.
final class EditedVaultTest {
    /// Where Fabrikam looks for a vault with the name of Contoso's.
    private static final VaultPlace CONTOSOS_NAME =
            new VaultPlace(FABRIKAM_SUBSCRIPTION, GROUP, CONTOSO_VAULT);

    private final AdministrationFixture vaults = new AdministrationFixture();

    /// An operation of Fabrikam on the name of Contoso's vault.
    record Operation(String name, BiConsumer<AdministrationFixture, Caller> run) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Operation> readingAnyVault() {
        return Stream.of(
                new Operation(
                        "isFree",
                        (vaults, caller) ->
                                vaults.isFree(caller, FABRIKAM_SUBSCRIPTION, CONTOSO_VAULT)),
                new Operation(
                        "put",
                        (vaults, caller) -> vaults.put(caller, CONTOSOS_NAME, "local", SETTINGS)));
    }

    static Stream<Operation> readingLiveVaults() {
        return Stream.concat(
                readingAnyVault(),
                Stream.of(
                        new Operation("get", (vaults, caller) -> vaults.get(caller, CONTOSOS_NAME)),
                        new Operation(
                                "patch",
                                (vaults, caller) ->
                                        vaults.patch(caller, CONTOSOS_NAME, Changes.NONE)),
                        new Operation(
                                "delete", (vaults, caller) -> vaults.delete(caller, CONTOSOS_NAME)),
                        new Operation(
                                "changePolicies",
                                (vaults, caller) ->
                                        vaults.changePolicies(
                                                caller,
                                                CONTOSOS_NAME,
                                                PolicyChange.ADD,
                                                List.of()))));
    }

    @ParameterizedTest
    @MethodSource("readingLiveVaults")
    void an_edited_vault_is_reported_to_its_owner_when_another_tenant_names_it(
            Operation operation) {
        vaults.installation.vaults.edit(CONTOSO_VAULT);

        assertReportedToContoso(operation);
    }

    @ParameterizedTest
    @MethodSource("readingAnyVault")
    void an_edited_vault_that_is_deleted_is_reported_to_its_owner_too(Operation operation) {
        vaults.delete(contosoAdmin(), DEMO);
        vaults.installation.vaults.edit(CONTOSO_VAULT);

        assertReportedToContoso(operation);
    }

    @Test
    void an_edited_vault_is_reported_to_its_owner_when_the_owner_names_it() {
        vaults.installation.vaults.edit(CONTOSO_VAULT);

        assertThatThrownBy(() -> vaults.get(contosoAdmin(), DEMO))
                .isInstanceOf(VaultException.Integrity.class);
        assertThatThrownBy(() -> vaults.isFree(contosoAdmin(), CONTOSO_SUBSCRIPTION, CONTOSO_VAULT))
                .isInstanceOf(VaultException.Integrity.class);

        assertThat(vaults.installation.trail.events())
                .hasSize(2)
                .allSatisfy(event -> {
                    assertThat(event.target().tenant()).isEqualTo(CONTOSO);
                    assertThat(event.outcome().signature()).isEqualTo("IntegrityViolation");
                });
    }

    @Test
    void an_edited_vault_does_not_disturb_other_names() {
        vaults.installation.vaults.edit(CONTOSO_VAULT);

        assertThat(vaults.get(fabrikamAdmin(), THEIRS)).isEqualTo(Samples.fabrikamVault());
        assertThat(vaults.installation.trail.last().target().tenant()).isEqualTo(Samples.FABRIKAM);
    }

    private void assertReportedToContoso(Operation operation) {
        assertThatThrownBy(() -> operation.run().accept(vaults, fabrikamAdmin()))
                .isInstanceOf(VaultException.Integrity.class);

        AuditEvent event = vaults.installation.trail.last();
        assertThat(event.target())
                .isEqualTo(new Target(CONTOSO, null, "contoso-demo", null, null, null));
        assertThat(event.outcome().signature()).isEqualTo("IntegrityViolation");
        assertThat(event.caller()).isEqualTo(fabrikamAdmin());
    }
}
