package io.strongroom.core.permission;

import static io.strongroom.core.Samples.ADMIN;
import static io.strongroom.core.Samples.APP;
import static io.strongroom.core.Samples.CONTOSO;
import static io.strongroom.core.Samples.FABRIKAM;
import static io.strongroom.core.Samples.OFFICER;
import static io.strongroom.core.Samples.caller;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.identity.Caller;
import io.strongroom.core.state.Guard;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class TenantRolesTest {
    private static final Guard TENANT = new Guard(UUID.randomUUID(), 3);
    private static final Scope SCOPE = Scope.of("/subscriptions/s");
    private static final Caller OWNER_OF_CONTOSO = caller(CONTOSO, ADMIN);
    private static final Caller OFFICER_OF_CONTOSO = caller(CONTOSO, OFFICER);
    private final TenantRoles roles =
            new TenantRoles(CONTOSO, TENANT, Set.of(ADMIN), Set.of(OFFICER));

    static Stream<Right> dataPlane() {
        return Arrays.stream(Right.values()).filter(right -> right.collection() != null);
    }

    @Test
    void an_owner_has_every_right_on_the_control_plane_but_the_log() {
        assertThat(rightsOf(OWNER_OF_CONTOSO))
                .containsExactlyInAnyOrder(
                        Right.VAULTS_READ,
                        Right.VAULTS_WRITE,
                        Right.VAULTS_DELETE,
                        Right.VAULTS_ACCESS_POLICIES_WRITE,
                        Right.VAULT_NAMES_CHECK,
                        Right.SUBSCRIPTIONS_READ,
                        Right.BLOCKED_ALGORITHMS_READ,
                        Right.BLOCKED_ALGORITHMS_CLEAR);
    }

    @Test
    void an_officer_reads_the_log_and_sees_which_vaults_there_are() {
        assertThat(rightsOf(OFFICER_OF_CONTOSO))
                .containsExactlyInAnyOrder(
                        Right.VAULTS_READ,
                        Right.VAULT_NAMES_CHECK,
                        Right.SUBSCRIPTIONS_READ,
                        Right.AUDIT_EVENTS_READ);
    }

    @ParameterizedTest
    @MethodSource("dataPlane")
    void no_role_gives_a_right_on_the_objects_of_a_vault(Right right) {
        TenantRoles both = new TenantRoles(CONTOSO, TENANT, Set.of(ADMIN), Set.of(ADMIN));

        assertThat(both.decide(OWNER_OF_CONTOSO, right, SCOPE))
                .isEqualTo(new Decision(false, "no role gives the right", List.of(TENANT)));
        assertThat(roles.decide(OFFICER_OF_CONTOSO, right, SCOPE).allowed()).isFalse();
    }

    @Test
    void a_principal_with_both_roles_has_the_rights_of_both() {
        TenantRoles both = new TenantRoles(CONTOSO, TENANT, Set.of(ADMIN), Set.of(ADMIN));

        assertThat(both.decide(OWNER_OF_CONTOSO, Right.VAULTS_WRITE, SCOPE).allowed()).isTrue();
        assertThat(both.decide(OWNER_OF_CONTOSO, Right.AUDIT_EVENTS_READ, SCOPE).allowed())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void a_principal_without_a_role_has_no_right(Right right) {
        assertThat(roles.decide(caller(CONTOSO, APP), right, SCOPE))
                .isEqualTo(new Decision(false, "no role gives the right", List.of(TENANT)));
    }

    @ParameterizedTest
    @EnumSource
    void a_caller_from_another_tenant_has_no_right_even_by_the_same_object_id(Right right) {
        Decision refused =
                new Decision(false, "the caller is from another tenant", List.of(TENANT));

        assertThat(roles.decide(caller(FABRIKAM, ADMIN), right, SCOPE)).isEqualTo(refused);
        assertThat(roles.decide(caller(FABRIKAM, OFFICER), right, SCOPE)).isEqualTo(refused);
    }

    @Test
    void a_decision_names_the_role_and_relies_on_the_tenant() {
        assertThat(roles.decide(OWNER_OF_CONTOSO, Right.VAULTS_WRITE, SCOPE))
                .isEqualTo(new Decision(true, "the role Owner", List.of(TENANT)));
        assertThat(roles.decide(OFFICER_OF_CONTOSO, Right.AUDIT_EVENTS_READ, SCOPE))
                .isEqualTo(new Decision(true, "the role Security Officer", List.of(TENANT)));
        assertThat(roles.decide(OFFICER_OF_CONTOSO, Right.VAULTS_WRITE, SCOPE))
                .isEqualTo(new Decision(false, "no role gives the right", List.of(TENANT)));
    }

    private Set<Right> rightsOf(Caller caller) {
        EnumSet<Right> rights = EnumSet.allOf(Right.class);
        rights.removeIf(right -> !roles.decide(caller, right, SCOPE).allowed());
        return rights;
    }
}
