package io.strongroom.core.access;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.core.Samples.CONTOSO;
import static io.strongroom.core.Samples.FABRIKAM;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.Samples.contosoApp;
import static io.strongroom.core.Samples.contosoNobody;
import static io.strongroom.core.Samples.contosoOfficer;
import static io.strongroom.core.Samples.fabrikamAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.InMemoryInstallation;
import io.strongroom.core.Problem;
import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.permission.Right;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TenantVisitTest {
    private final InMemoryInstallation installation = new InMemoryInstallation();

    @ParameterizedTest
    @EnumSource(names = {"VAULTS_WRITE", "VAULTS_DELETE", "VAULTS_ACCESS_POLICIES_WRITE"})
    void only_an_owner_of_the_tenant_administers_it(Right right) {
        assertAllowed(contosoAdmin(), right);

        assertThatThrownBy(() -> require(contosoApp(), right))
                .isInstanceOfSatisfying(
                        VaultException.class,
                        refusal ->
                                assertThat(refusal.problem().code())
                                        .isEqualTo("AuthorizationFailed"))
                .hasMessage(
                        "The client 'client-of-app' with object id 'app' does not have authorization to perform action '%s' over scope '/scope' or the scope is invalid. If access was recently granted, please refresh your credentials.",
                        right.action());
        assertRefused(contosoOfficer(), right);
        assertRefused(contosoNobody(), right);
        assertRefused(fabrikamAdmin(), right);
    }

    @ParameterizedTest
    @EnumSource(names = {"VAULTS_READ", "VAULT_NAMES_CHECK", "SUBSCRIPTIONS_READ"})
    void owners_and_officers_of_the_tenant_see_which_vaults_there_are(Right right) {
        assertAllowed(contosoAdmin(), right);
        assertAllowed(contosoOfficer(), right);

        assertRefused(contosoApp(), right);
        assertRefused(contosoNobody(), right);
        assertRefused(fabrikamAdmin(), right);
        assertRefused(Samples.caller(FABRIKAM, Samples.OFFICER), right);
    }

    @Test
    void only_officers_of_the_tenant_read_its_log() {
        assertAllowed(contosoOfficer(), Right.AUDIT_EVENTS_READ);

        assertRefused(contosoAdmin(), Right.AUDIT_EVENTS_READ);
        assertRefused(contosoApp(), Right.AUDIT_EVENTS_READ);
        assertRefused(Samples.caller(FABRIKAM, Samples.OFFICER), Right.AUDIT_EVENTS_READ);
    }

    @Test
    void a_refusal_of_a_user_names_their_object_id_twice() {
        Caller user = new Caller(CONTOSO, Samples.NOBODY, null, "nobody@contoso.example", "iss");

        assertThatThrownBy(() -> require(user, Right.VAULTS_READ))
                .hasMessageStartingWith(
                        "The client 'nobody' with object id 'nobody' does not have authorization to perform action 'Microsoft.KeyVault/vaults/read' over scope '/scope'");
    }

    @Test
    void whether_a_caller_has_a_right_is_answered_without_a_refusal() {
        assertThat(has(contosoAdmin(), Right.SUBSCRIPTIONS_READ)).isTrue();
        assertThat(has(contosoOfficer(), Right.SUBSCRIPTIONS_READ)).isTrue();
        assertThat(has(contosoApp(), Right.SUBSCRIPTIONS_READ)).isFalse();
        assertThat(has(fabrikamAdmin(), Right.SUBSCRIPTIONS_READ)).isFalse();
    }

    @Test
    void a_role_that_is_taken_meanwhile_drops_the_result() {
        AtomicInteger runs = new AtomicInteger();

        assertThatThrownBy(() ->
                        installation.administer(
                                Action.VAULT_DELETE,
                                contosoAdmin(),
                                visit -> {
                                    visit.require(Right.VAULTS_DELETE, "/scope");
                                    if (runs.incrementAndGet() == 1) {
                                        installation.removeRoles(CONTOSO);
                                    }
                                    return Decided.answer("deleted");
                                }))
                .is(refused(Problem.AUTHORIZATION_FAILED));

        assertThat(installation.trail.events())
                .extracting(event -> event.outcome().signature())
                .containsExactly(Outcome.DROPPED.signature(), "AuthorizationFailed");
    }

    @Test
    void a_caller_enters_their_own_tenant_and_the_operation_is_about_it() {
        TenantId entered =
                installation
                        .administer(
                                Action.SUBSCRIPTION_LIST,
                                fabrikamAdmin(),
                                visit -> Decided.answer(visit.tenant().id()))
                        .value();

        assertThat(entered).isEqualTo(FABRIKAM);
        assertThat(installation.trail.last().target()).isEqualTo(Target.of(FABRIKAM));
        assertThat(installation.trail.last().caller()).isEqualTo(fabrikamAdmin());
    }

    @Test
    void a_caller_of_a_tenant_that_is_not_known_here_is_not_let_in() {
        TenantId unknown = new TenantId(UUID.randomUUID());
        Caller stranger = Samples.caller(unknown, Samples.ADMIN);

        assertThatThrownBy(() ->
                        installation.administer(
                                Action.SUBSCRIPTION_LIST,
                                stranger,
                                visit -> Decided.answer(visit.tenant().id())))
                .is(refused(Problem.INVALID_TOKEN_TENANT))
                .hasMessage("The access token is from a tenant that is not known here.");
        assertThat(installation.trail.last().target()).isEqualTo(Target.of(unknown));
    }

    private void assertAllowed(Caller caller, Right right) {
        assertThatCode(() -> require(caller, right)).doesNotThrowAnyException();
    }

    private void assertRefused(Caller caller, Right right) {
        assertThatThrownBy(() -> require(caller, right)).is(refused(Problem.AUTHORIZATION_FAILED));
    }

    /// Requires a right in Contoso, whatever tenant the caller is from.
    private void require(Caller caller, Right right) {
        installation.perform(
                Action.VAULT_GET,
                evidence -> {
                    new TenantVisit(caller, Samples.contoso(), evidence).require(right, "/scope");
                    return Decided.answer("done");
                });
    }

    private boolean has(Caller caller, Right right) {
        return installation.perform(
                Action.VAULT_GET,
                evidence ->
                        Decided.answer(
                                new TenantVisit(caller, Samples.contoso(), evidence)
                                        .has(right, "/scope")));
    }
}
