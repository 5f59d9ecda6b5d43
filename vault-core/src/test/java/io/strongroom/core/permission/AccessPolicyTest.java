package io.strongroom.core.permission;

import static io.strongroom.core.Samples.APP;
import static io.strongroom.core.Samples.NOBODY;
import static io.strongroom.core.Samples.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.strongroom.core.identity.VaultCollection;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AccessPolicyTest {

    @Test
    void policies_are_about_the_same_subject_without_case() {
        AccessPolicy one = through("Client-1", Right.KEYS_SIGN);

        assertThat(one.sameSubject(through("client-1", Right.KEYS_GET))).isTrue();
        assertThat(one.sameSubject(through("client-2", Right.KEYS_SIGN))).isFalse();
        assertThat(one.sameSubject(policy(APP, Right.KEYS_SIGN))).isFalse();
        assertThat(policy(APP).sameSubject(one)).isFalse();
        assertThat(policy(APP).sameSubject(policy(APP, Right.KEYS_GET))).isTrue();
        assertThat(policy(APP).sameSubject(policy(NOBODY))).isFalse();
    }

    @Test
    void rights_are_named_by_collection_in_one_order() {
        AccessPolicy policy =
                policy(
                        APP,
                        Right.SECRETS_SET,
                        Right.KEYS_GET,
                        Right.CERTIFICATES_MANAGE_CONTACTS,
                        Right.KEYS_WRAP_KEY,
                        Right.SECRETS_GET);

        assertThat(policy.names(VaultCollection.KEYS)).containsExactly("wrapKey", "get");
        assertThat(policy.names(VaultCollection.SECRETS)).containsExactly("get", "set");
        assertThat(policy.names(VaultCollection.CERTIFICATES)).containsExactly("managecontacts");
        assertThat(policy(APP).names(VaultCollection.KEYS)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"VAULTS_READ", "VAULTS_WRITE", "AUDIT_EVENTS_READ", "SUBSCRIPTIONS_READ"})
    void no_policy_has_a_right_on_the_control_plane(Right right) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy(APP, Right.KEYS_GET, right))
                .withMessage("an access policy with a right on the control plane");
    }

    private static AccessPolicy through(String application, Right right) {
        return new AccessPolicy(APP, application, Set.of(right));
    }
}
