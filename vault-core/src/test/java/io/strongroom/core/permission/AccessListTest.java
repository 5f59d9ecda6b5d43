package io.strongroom.core.permission;

import static io.strongroom.core.Samples.APP;
import static io.strongroom.core.Samples.NOBODY;
import static io.strongroom.core.Samples.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.identity.PrincipalId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AccessListTest {

    @Test
    void a_policy_gives_its_principal_exactly_its_rights() {
        AccessList access = new AccessList(List.of(policy(APP, Right.KEYS_SIGN)));

        assertThat(access.allows(APP, null, Right.KEYS_SIGN)).isTrue();
        assertThat(access.allows(APP, "any", Right.KEYS_SIGN)).isTrue();
        assertThat(access.allows(APP, null, Right.KEYS_VERIFY)).isFalse();
        assertThat(access.allows(NOBODY, null, Right.KEYS_SIGN)).isFalse();
    }

    @Test
    void without_policies_nobody_may_do_anything() {
        AccessList access = new AccessList(List.of());

        assertThat(Right.values()).noneMatch(permission -> access.allows(APP, "any", permission));
    }

    @Test
    void two_policies_of_a_principal_add_up() {
        AccessList access =
                new AccessList(
                        List.of(policy(APP, Right.KEYS_SIGN), policy(APP, Right.KEYS_VERIFY)));

        assertThat(access.allows(APP, null, Right.KEYS_SIGN)).isTrue();
        assertThat(access.allows(APP, null, Right.KEYS_VERIFY)).isTrue();
    }

    @Test
    void a_policy_with_an_application_holds_only_through_it() {
        AccessList access = new AccessList(List.of(through("Client-1", Right.KEYS_SIGN)));

        assertThat(access.allows(APP, "client-1", Right.KEYS_SIGN)).isTrue();
        assertThat(access.allows(APP, "CLIENT-1", Right.KEYS_SIGN)).isTrue();
        assertThat(access.allows(APP, "client-2", Right.KEYS_SIGN)).isFalse();
        assertThat(access.allows(APP, null, Right.KEYS_SIGN)).isFalse();
        assertThat(access.allows(NOBODY, "client-1", Right.KEYS_SIGN)).isFalse();
    }

    @Test
    void object_ids_compare_without_case() {
        AccessList access = new AccessList(List.of(policy(new PrincipalId("ABC"), Right.KEYS_GET)));

        assertThat(access.allows(new PrincipalId("abc"), null, Right.KEYS_GET)).isTrue();
    }

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

    private static AccessPolicy through(String application, Right right) {
        return new AccessPolicy(APP, application, Set.of(right), Set.of(), Set.of());
    }
}
