package io.strongroom.core.permission;

import static io.strongroom.core.Samples.ADMIN;
import static io.strongroom.core.Samples.APP;
import static io.strongroom.core.Samples.CONTOSO;
import static io.strongroom.core.Samples.FABRIKAM;
import static io.strongroom.core.Samples.NOBODY;
import static io.strongroom.core.Samples.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultCollection;
import io.strongroom.core.state.Guard;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AccessPoliciesTest {
    private static final Guard VAULT = new Guard(UUID.randomUUID(), 7);
    private static final Scope VAULT_SCOPE = Scope.of("/vaults/contoso-demo");

    @Test
    void a_policy_gives_its_principal_exactly_its_rights() {
        AccessPolicies access = policies(policy(APP, Right.KEYS_SIGN));

        assertThat(allows(access, APP, null, Right.KEYS_SIGN)).isTrue();
        assertThat(allows(access, APP, "any", Right.KEYS_SIGN)).isTrue();
        assertThat(allows(access, APP, null, Right.KEYS_VERIFY)).isFalse();
        assertThat(allows(access, NOBODY, null, Right.KEYS_SIGN)).isFalse();
    }

    @Test
    void a_right_on_one_collection_gives_none_on_another() {
        AccessPolicies access = policies(policy(APP, Right.KEYS_GET));

        assertThat(allows(access, APP, null, Right.KEYS_GET)).isTrue();
        assertThat(allows(access, APP, null, Right.SECRETS_GET)).isFalse();
        assertThat(allows(access, APP, null, Right.CERTIFICATES_GET)).isFalse();
    }

    @Test
    void without_policies_nobody_may_do_anything() {
        AccessPolicies access = policies();

        assertThat(Right.values())
                .noneMatch(right -> allows(access, APP, "any", right))
                .noneMatch(right -> allows(access, ADMIN, "any", right));
    }

    @Test
    void two_policies_of_a_principal_add_up() {
        AccessPolicies access =
                policies(policy(APP, Right.KEYS_SIGN), policy(APP, Right.KEYS_VERIFY));

        assertThat(allows(access, APP, null, Right.KEYS_SIGN)).isTrue();
        assertThat(allows(access, APP, null, Right.KEYS_VERIFY)).isTrue();
    }

    @Test
    void a_policy_with_an_application_holds_only_through_it() {
        AccessPolicies access = policies(through("Client-1", Right.KEYS_SIGN));

        assertThat(allows(access, APP, "client-1", Right.KEYS_SIGN)).isTrue();
        assertThat(allows(access, APP, "CLIENT-1", Right.KEYS_SIGN)).isTrue();
        assertThat(allows(access, APP, "client-2", Right.KEYS_SIGN)).isFalse();
        assertThat(allows(access, APP, null, Right.KEYS_SIGN)).isFalse();
        assertThat(allows(access, NOBODY, "client-1", Right.KEYS_SIGN)).isFalse();
    }

    @Test
    void an_application_that_acts_for_itself_does_not_act_through_itself() {
        AccessPolicies access = policies(through("client-1", Right.KEYS_GET));
        Caller alone = new Caller(CONTOSO, APP, "client-1", null, "https://login.localhost/");

        assertThat(access.decide(alone, Right.KEYS_GET, VAULT_SCOPE).allowed()).isFalse();
    }

    @Test
    void a_policy_and_one_through_an_application_add_up() {
        AccessPolicies access =
                policies(policy(APP, Right.KEYS_GET), through("client-1", Right.KEYS_SIGN));

        assertThat(allows(access, APP, "client-1", Right.KEYS_GET)).isTrue();
        assertThat(allows(access, APP, "client-1", Right.KEYS_SIGN)).isTrue();
        assertThat(allows(access, APP, "client-2", Right.KEYS_GET)).isTrue();
        assertThat(allows(access, APP, "client-2", Right.KEYS_SIGN)).isFalse();
    }

    @Test
    void object_ids_compare_without_case() {
        String id = "0f8fad5b-d9cb-469f-a165-70867728950e";
        PrincipalId upper = new PrincipalId(id.toUpperCase(Locale.ROOT));
        AccessPolicies access = policies(policy(upper, Right.KEYS_GET));

        assertThat(allows(access, new PrincipalId(id), null, Right.KEYS_GET)).isTrue();
    }

    @Test
    void subjects_compare_with_case() {
        AccessPolicies access = policies(policy(new PrincipalId("00uAbC"), Right.KEYS_GET));

        assertThat(allows(access, new PrincipalId("00uAbC"), null, Right.KEYS_GET)).isTrue();
        assertThat(allows(access, new PrincipalId("00uaBc"), null, Right.KEYS_GET)).isFalse();
    }

    @Test
    void a_caller_from_another_tenant_has_no_right_even_by_the_same_object_id() {
        AccessPolicies access = policies(policy(APP, Right.KEYS_SIGN));

        Decision decision = access.decide(from(FABRIKAM, APP, null), Right.KEYS_SIGN, VAULT_SCOPE);

        assertThat(decision)
                .isEqualTo(
                        new Decision(false, "the caller is from another tenant", List.of(VAULT)));
    }

    @Test
    void a_policy_holds_at_each_scope_below_the_vault() {
        AccessPolicies access = policies(policy(APP, Right.KEYS_SIGN));
        Caller caller = from(CONTOSO, APP, null);
        Scope key = new Scope("/v", VaultCollection.KEYS, new ObjectName("signing"));
        Scope keys = new Scope("/v", VaultCollection.KEYS, null);

        assertThat(access.decide(caller, Right.KEYS_SIGN, key).allowed()).isTrue();
        assertThat(access.decide(caller, Right.KEYS_SIGN, keys).allowed()).isTrue();
        assertThat(access.decide(caller, Right.KEYS_GET, key).allowed()).isFalse();
    }

    @Test
    void a_decision_names_the_policy_and_relies_on_the_vault() {
        AccessPolicies access =
                policies(policy(APP, Right.KEYS_SIGN), through("Client-1", Right.KEYS_GET));

        assertThat(decide(access, "client-1", Right.KEYS_SIGN))
                .isEqualTo(new Decision(true, "the access policy of app", List.of(VAULT)));
        assertThat(decide(access, "client-1", Right.KEYS_GET))
                .isEqualTo(
                        new Decision(
                                true,
                                "the access policy of app through application client-1",
                                List.of(VAULT)));
        assertThat(decide(access, "client-1", Right.KEYS_LIST))
                .isEqualTo(new Decision(false, "no access policy gives the right", List.of(VAULT)));
    }

    private static AccessPolicies policies(AccessPolicy... policies) {
        return new AccessPolicies(CONTOSO, VAULT, List.of(policies));
    }

    private static Decision decide(AccessPolicies access, String application, Right right) {
        return access.decide(from(CONTOSO, APP, application), right, VAULT_SCOPE);
    }

    private static boolean allows(
            AccessPolicies access,
            PrincipalId principal,
            @Nullable String application,
            Right right) {
        return access.decide(from(CONTOSO, principal, application), right, VAULT_SCOPE).allowed();
    }

    private static Caller from(
            TenantId tenant, PrincipalId principal, @Nullable String application) {
        return new Caller(
                tenant, principal, application, null, "https://login.localhost/", true, null);
    }

    private static AccessPolicy through(String application, Right right) {
        return new AccessPolicy(APP, application, Set.of(right));
    }
}
