package io.strongroom.core.administration;

import static io.strongroom.core.Samples.APP;
import static io.strongroom.core.Samples.OFFICER;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.Samples.contosoApp;
import static io.strongroom.core.Samples.contosoOfficer;
import static io.strongroom.core.Samples.policy;
import static io.strongroom.core.administration.AdministrationFixture.DEMO;
import static io.strongroom.core.administration.AdministrationFixture.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.permission.AccessPolicy;
import io.strongroom.core.permission.Right;
import io.strongroom.core.vault.Vault;
import io.strongroom.core.vault.VaultSettings.Changes;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AccessPolicyChangeTest {
    private final AdministrationFixture vaults = new AdministrationFixture();

    @Test
    void adding_policies_adds_permissions_and_keeps_the_others() {
        vaults.change(PolicyChange.ADD, policy(APP, Right.KEYS_GET), policy(OFFICER));

        Vault changed = vaults.change(PolicyChange.ADD, policy(APP, Right.KEYS_SIGN));

        assertThat(changed.settings().accessPolicies())
                .containsExactly(policy(APP, Right.KEYS_GET, Right.KEYS_SIGN));
    }

    @Test
    void replacing_policies_replaces_those_of_the_principals_named() {
        vaults.change(
                PolicyChange.ADD,
                policy(APP, Right.KEYS_GET, Right.KEYS_SIGN),
                policy(OFFICER, Right.KEYS_LIST));

        Vault changed = vaults.change(PolicyChange.REPLACE, policy(APP, Right.KEYS_VERIFY));

        assertThat(changed.settings().accessPolicies())
                .containsExactlyInAnyOrder(
                        policy(APP, Right.KEYS_VERIFY), policy(OFFICER, Right.KEYS_LIST));
    }

    @Test
    void removing_policies_takes_permissions_and_the_policy_with_the_last_one() {
        vaults.change(PolicyChange.ADD, policy(APP, Right.KEYS_GET, Right.KEYS_SIGN));

        assertThat(afterRemoving(policy(APP, Right.KEYS_SIGN)))
                .containsExactly(policy(APP, Right.KEYS_GET));
        assertThat(afterRemoving(policy(APP, Right.KEYS_GET))).isEmpty();
        assertThat(afterRemoving(policy(OFFICER, Right.KEYS_GET))).isEmpty();
    }

    @Test
    void removing_takes_a_permission_from_all_policies_of_a_principal() {
        AccessPolicy read = policy(APP, Right.KEYS_GET, Right.KEYS_SIGN);
        AccessPolicy sign = policy(APP, Right.KEYS_SIGN);
        vaults.put(contosoAdmin(), DEMO, "local", Changes.accessPolicies(List.of(read, sign)));

        assertThat(afterRemoving(sign)).containsExactly(policy(APP, Right.KEYS_GET));
    }

    @Test
    void policies_of_secrets_and_certificates_are_merged_likewise() {
        AccessPolicy first = policy(APP, Right.SECRETS_GET, Right.CERTIFICATES_GET);
        AccessPolicy second = policy(APP, Right.SECRETS_LIST, Right.CERTIFICATES_LIST);
        vaults.change(PolicyChange.ADD, first, second);

        assertThat(afterRemoving(first)).containsExactly(second);
    }

    @Test
    void a_policy_through_an_application_is_another_one() {
        AccessPolicy through = new AccessPolicy(APP, "client", Set.of(Right.KEYS_GET));
        vaults.change(PolicyChange.ADD, policy(APP, Right.KEYS_GET), through);

        assertThat(afterRemoving(policy(APP, Right.KEYS_GET))).containsExactly(through);
    }

    @Test
    void of_two_policy_changes_at_once_none_is_lost() {
        vaults.performWhile(
                Action.VAULT_ACCESS_POLICY_PUT,
                () -> vaults.change(PolicyChange.ADD, policy(APP, Right.KEYS_SIGN)),
                visit ->
                        vaults.administration.changePolicies(
                                visit,
                                DEMO,
                                PolicyChange.ADD,
                                List.of(policy(APP, Right.KEYS_GET))));

        assertThat(vaults.get(contosoAdmin(), DEMO).settings().accessPolicies())
                .containsExactly(policy(APP, Right.KEYS_GET, Right.KEYS_SIGN));
        assertThat(vaults.installation.trail.events())
                .anyMatch(event -> event.outcome().equals(Outcome.DROPPED));
    }

    @ParameterizedTest
    @EnumSource
    void only_owners_change_policies(PolicyChange change) {
        for (Caller caller : List.of(contosoApp(), contosoOfficer())) {
            assertRefused(
                    403,
                    "AuthorizationFailed",
                    () -> vaults.changePolicies(caller, DEMO, change, List.of(policy(APP))));
        }
    }

    private List<AccessPolicy> afterRemoving(AccessPolicy policy) {
        return vaults.change(PolicyChange.REMOVE, policy).settings().accessPolicies();
    }
}
