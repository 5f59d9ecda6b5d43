package io.strongroom.core.key;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.core.Samples.ADMIN;
import static io.strongroom.core.Samples.CONTOSO_VAULT;
import static io.strongroom.core.Samples.FABRIKAM_VAULT;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.Samples.contosoApp;
import static io.strongroom.core.Samples.fabrikamAdmin;
import static io.strongroom.core.Samples.policy;
import static io.strongroom.core.key.KeyAttributes.Changes.NONE;
import static io.strongroom.core.key.KeyFixture.P_256;
import static io.strongroom.core.key.KeyFixture.allBut;
import static io.strongroom.core.key.KeyFixture.current;
import static io.strongroom.core.key.KeyFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Page;
import io.strongroom.core.PageRequest;
import io.strongroom.core.Problem;
import io.strongroom.core.audit.Action;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.permission.Right;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Reads and lists keys, and who may do that.
final class KeyReadingTest {
    private static final ObjectReference A = current("a");
    private final KeyFixture keys = new KeyFixture();

    @Test
    void keys_and_versions_are_listed_in_pages() {
        keys.make("b", P_256);
        keys.make("a", P_256);
        KeyVersion third = keys.make("a", P_256);

        Page<KeyVersion> first = keys.list(contosoAdmin(), 1, null);
        Page<KeyVersion> second = keys.list(contosoAdmin(), 1, first.next());
        Page<KeyVersion> oldest = keys.versions(contosoAdmin(), "a", 1, null);

        assertThat(first.items()).containsExactly(third);
        assertThat(second.items())
                .extracting(version -> version.key().name().value())
                .containsExactly("b");
        assertThat(second.next()).isNull();
        assertThat(keys.versions(contosoAdmin(), "a", 1, oldest.next()).items())
                .containsExactly(third);
    }

    @Test
    void a_key_that_is_not_there_has_no_versions_and_is_not_found() {
        assertThat(keys.versions(contosoAdmin(), "none", 10, null).items()).isEmpty();
        assertThatThrownBy(() -> keys.get(current("none"))).is(refused(404));
    }

    @Test
    void each_operation_needs_its_own_permission_and_no_other() {
        keys.make("a", P_256);

        assertThat(operations(contosoApp()))
                .allSatisfy((right, run) -> {
                    keys.allow(right);
                    assertThatCode(run::run).doesNotThrowAnyException();
                    for (Right other : allBut(right)) {
                        keys.allow(other);
                        assertThatThrownBy(run::run).is(refused(403));
                    }
                });
    }

    @Test
    void an_owner_of_the_tenant_does_none_of_it_without_a_policy() {
        keys.make("a", P_256);
        keys.installation.policies(CONTOSO_VAULT);

        assertThat(operations(contosoAdmin()).values())
                .allSatisfy(run ->
                        assertThatThrownBy(run::run).is(refused(Problem.FORBIDDEN_BY_POLICY)));
    }

    @Test
    void listing_versions_needs_the_right_to_list() {
        keys.allow(Right.KEYS_GET);

        assertThatThrownBy(() -> keys.versions(contosoApp(), "a", 10, null)).is(refused(403));
        assertThat(keys.installation.trail.last().target().object()).isEqualTo("a");

        keys.allow(Right.KEYS_LIST);
        assertThat(keys.versions(contosoApp(), "a", 10, null).items()).isEmpty();
    }

    @Test
    void another_tenants_admin_makes_reads_and_lists_nothing() {
        keys.make("a", P_256);

        assertThat(operations(fabrikamAdmin()).values())
                .allSatisfy(run -> assertThatThrownBy(run::run).is(refused(403)));
    }

    @Test
    void a_key_of_one_vault_is_not_found_in_another() {
        keys.make("a", P_256);
        keys.installation.policies(FABRIKAM_VAULT, policy(ADMIN, Right.KEYS_GET));

        assertThatThrownBy(() ->
                        keys.installation.perform(
                                Action.KEY_GET,
                                fabrikamAdmin(),
                                FABRIKAM_VAULT,
                                visit -> keys.lifecycle.get(visit, A)))
                .is(refused(404));
    }

    @Test
    void a_list_is_dropped_when_the_right_to_it_is_taken_meanwhile() {
        keys.make("a", P_256);
        keys.allow(Right.KEYS_LIST);

        assertThatThrownBy(() ->
                        keys.performWhile(
                                Action.KEY_LIST,
                                contosoApp(),
                                keys::allow,
                                visit -> keys.lifecycle.list(visit, new PageRequest(10, null))))
                .is(refused(403));
    }

    private Map<Right, Runnable> operations(Caller caller) {
        return Map.of(
                Right.KEYS_CREATE, () -> keys.make(caller, "a", request(P_256)),
                Right.KEYS_GET, () -> keys.get(caller, A),
                Right.KEYS_LIST, () -> keys.list(caller, 10, null),
                Right.KEYS_UPDATE, () -> keys.update(caller, A, NONE));
    }
}
