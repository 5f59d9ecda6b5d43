package io.strongroom.core.access;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.permission.Right;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.Tenant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AccessControlTest {
    private final Tenant contoso = Samples.contoso();
    private final OpenVault vault = Samples.open(contoso, Right.KEYS_SIGN);

    @ParameterizedTest
    @EnumSource
    void an_owner_has_every_right_on_the_tenants_vaults(Right permission) {
        assertThatCode(() -> AccessControl.require(Samples.contosoAdmin(), vault, permission))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void a_stranger_an_officer_and_nobody_have_no_right(Right permission) {
        assertRefused(Samples.contosoNobody(), permission);
        assertRefused(Samples.contosoOfficer(), permission);
        assertRefused(Samples.fabrikamAdmin(), permission);
        assertRefused(Samples.fabrikamApp(), permission);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SIGN")
    void an_application_has_only_the_rights_of_its_policy(Right permission) {
        AccessControl.require(Samples.contosoApp(), vault, Right.KEYS_SIGN);

        assertRefused(Samples.contosoApp(), permission);
    }

    @Test
    void a_refusal_says_who_may_not_do_what_where() {
        assertThatThrownBy(() ->
                        AccessControl.require(Samples.contosoApp(), vault, Right.KEYS_WRAP_KEY))
                .isInstanceOfSatisfying(
                        VaultException.class,
                        refusal -> {
                            assertThat(refusal.status()).isEqualTo(403);
                            assertThat(refusal.problem().code()).isEqualTo("Forbidden");
                            assertThat(refusal.problem().innerCode())
                                    .isEqualTo("ForbiddenByPolicy");
                        })
                .hasMessage(
                        "The user, group or application 'appid=client-of-app;oid=app;numgroups=0;iss=https://login.localhost/11111111-1111-4111-8111-111111111111' does not have keys wrapKey permission on key vault 'contoso-demo;location=local'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287");
    }

    @Test
    void a_refusal_of_a_user_names_no_application() {
        Caller user =
                new Caller(Samples.CONTOSO, Samples.NOBODY, null, "nobody@contoso.example", "iss");

        assertThatThrownBy(() -> AccessControl.require(user, vault, Right.KEYS_GET))
                .hasMessageStartingWith(
                        "The user, group or application 'oid=nobody;numgroups=0;iss=iss' does not have keys get permission");
    }

    @Test
    void only_an_owner_of_the_tenant_administers_it() {
        AccessControl.requireOwner(Samples.contosoAdmin(), contoso, "write", "/scope");

        assertThatThrownBy(() ->
                        AccessControl.requireOwner(
                                Samples.contosoApp(), contoso, "do/write", "/scope"))
                .isInstanceOfSatisfying(
                        VaultException.class,
                        refusal ->
                                assertThat(refusal.problem().code())
                                        .isEqualTo("AuthorizationFailed"))
                .hasMessageStartingWith(
                        "The client 'client-of-app' with object id 'app' does not have authorization to perform action 'do/write' over scope '/scope' or the scope is invalid.");
        assertNoOwner(Samples.contosoOfficer());
        assertNoOwner(Samples.contosoNobody());
        assertNoOwner(Samples.fabrikamAdmin());
    }

    @Test
    void owners_and_officers_of_the_tenant_see_which_vaults_there_are() {
        AccessControl.requireReader(Samples.contosoAdmin(), contoso, "read", "/scope");
        AccessControl.requireReader(Samples.contosoOfficer(), contoso, "read", "/scope");

        assertNoReader(Samples.contosoApp());
        assertNoReader(Samples.contosoNobody());
        assertNoReader(Samples.caller(Samples.FABRIKAM, Samples.ADMIN));
        assertNoReader(Samples.caller(Samples.FABRIKAM, Samples.OFFICER));
    }

    @Test
    void only_officers_of_the_tenant_read_its_log() {
        AccessControl.requireOfficer(Samples.contosoOfficer(), contoso, "audit/read");

        assertNoOfficer(Samples.contosoAdmin());
        assertNoOfficer(Samples.contosoApp());
        assertNoOfficer(Samples.caller(Samples.FABRIKAM, Samples.OFFICER));
    }

    private void assertRefused(Caller caller, Right permission) {
        assertThatThrownBy(() -> AccessControl.require(caller, vault, permission))
                .is(refused(403))
                .hasMessageContaining("keys " + permission.wireName() + " permission");
    }

    private void assertNoOwner(Caller caller) {
        assertThatThrownBy(() -> AccessControl.requireOwner(caller, contoso, "write", "/scope"))
                .is(refused(403));
    }

    private void assertNoReader(Caller caller) {
        assertThatThrownBy(() -> AccessControl.requireReader(caller, contoso, "read", "/scope"))
                .is(refused(403));
    }

    private void assertNoOfficer(Caller caller) {
        assertThatThrownBy(() -> AccessControl.requireOfficer(caller, contoso, "audit/read"))
                .is(refused(403));
    }
}
