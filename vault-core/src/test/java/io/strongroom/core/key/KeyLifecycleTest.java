package io.strongroom.core.key;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.core.Samples.APP;
import static io.strongroom.core.Samples.CONTOSO_VAULT;
import static io.strongroom.core.Samples.FABRIKAM_VAULT;
import static io.strongroom.core.Samples.NOW;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.Samples.contosoApp;
import static io.strongroom.core.Samples.policy;
import static io.strongroom.core.key.KeyOperation.DECRYPT;
import static io.strongroom.core.key.KeyOperation.ENCRYPT;
import static io.strongroom.core.key.KeyOperation.SIGN;
import static io.strongroom.core.key.KeyOperation.UNWRAP_KEY;
import static io.strongroom.core.key.KeyOperation.VERIFY;
import static io.strongroom.core.key.KeyOperation.WRAP_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.InMemoryInstallation;
import io.strongroom.core.Page;
import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.key.KeyLifecycle.Amendment;
import io.strongroom.core.key.KeyLifecycle.Wish;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.permission.Right;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class KeyLifecycleTest {
    private static final Ec P_256 = new Ec(Curve.P_256);
    private static final Amendment NOTHING = new Amendment(null, null, null, null, null);
    private final InMemoryInstallation installation = new InMemoryInstallation();
    private final KeyLifecycle lifecycle = installation.lifecycle;

    @Test
    void a_new_key_is_what_was_wished_for() {
        installation.clock.set(NOW.plusMillis(999));
        Instant notBefore = NOW.plusSeconds(1);
        Instant expires = NOW.plusSeconds(2);
        Wish wish =
                new Wish(
                        P_256,
                        Protection.SOFTWARE,
                        List.of(VERIFY),
                        false,
                        notBefore,
                        expires,
                        Map.of("a", "b"));

        KeyVersion made = create("Signing", wish);

        assertThat(made.spec()).isEqualTo(P_256);
        assertThat(made.publicKey().spec()).isEqualTo(P_256);
        assertThat(made.protection()).isEqualTo(Protection.SOFTWARE);
        assertThat(made.operations()).containsExactly(VERIFY);
        assertThat(made.attributes())
                .isEqualTo(new KeyAttributes(false, notBefore, expires, NOW, NOW));
        assertThat(made.tags()).isEqualTo(Map.of("a", "b"));
        assertThat(made.generation()).isEqualTo(1);
        assertThat(made.key().vault()).isEqualTo(Samples.contosoVault().id());
        assertThat(get(reference("signing", null))).isEqualTo(made);
    }

    @Test
    void operations_default_to_all_that_the_type_has_in_azures_order() {
        assertThat(create("rsa", wish(new Rsa(2048))).operations())
                .containsExactly(ENCRYPT, DECRYPT, SIGN, VERIFY, WRAP_KEY, UNWRAP_KEY);
        assertThat(create("ec", wish(P_256)).operations()).containsExactly(SIGN, VERIFY);
    }

    @Test
    void operations_are_kept_in_the_order_given_and_may_be_none() {
        assertThat(create("a", wish(P_256, List.of(VERIFY, SIGN))).operations())
                .containsExactly(VERIFY, SIGN);
        assertThat(create("b", wish(P_256, List.of())).operations()).isEmpty();
    }

    @Test
    void operations_that_the_type_does_not_have_or_twice_are_refused() {
        assertBadParameter(
                "Key operation 'encrypt' is not supported for this key type.",
                () -> create("a", wish(P_256, List.of(SIGN, ENCRYPT))));
        assertBadParameter(
                "Property key_ops has a value more than once.",
                () -> create("a", wish(P_256, List.of(SIGN, SIGN))));
    }

    @Test
    void a_refused_wish_makes_no_key() {
        Wish wish = new Wish(P_256, Protection.HSM, null, true, null, null, tags(16));

        assertBadParameter("Too many tags: 16. There may be 15.", () -> create("a", wish));

        assertThat(list(10, null).items()).isEmpty();
    }

    @Test
    void a_key_has_up_to_15_tags() {
        Wish wish = new Wish(P_256, Protection.HSM, null, true, null, null, tags(15));

        assertThat(create("a", wish).tags()).hasSize(15);
    }

    @Test
    void a_second_creation_makes_a_new_current_version_and_keeps_the_old_one() {
        KeyVersion first = create("Signing", wish(P_256));
        KeyVersion second = create("sIGNING", wish(new Rsa(2048)));

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.key().name().value()).isEqualTo("Signing");
        assertThat(get(reference("signing", null))).isEqualTo(second);
        assertThat(get(reference("signing", first.id()))).isEqualTo(first);
        assertThat(versions("signing", 10, null).items()).containsExactly(first, second);
    }

    @Test
    void two_that_create_the_same_key_at_once_make_two_versions_of_one_key() {
        AtomicInteger runs = new AtomicInteger();

        KeyVersion mine =
                installation.perform(
                        Action.KEY_CREATE,
                        contosoAdmin(),
                        CONTOSO_VAULT,
                        (evidence, vault) -> {
                            Decided<KeyVersion> decided =
                                    lifecycle.create(
                                            contosoAdmin(),
                                            evidence,
                                            vault,
                                            new ObjectName("signing"),
                                            wish(P_256));
                            if (runs.incrementAndGet() == 1) {
                                create("signing", wish(P_256));
                            }
                            return decided;
                        });

        assertThat(runs).hasValue(2);
        assertThat(versions("signing", 10, null).items()).hasSize(2);
        assertThat(get(reference("signing", null))).isEqualTo(mine);
    }

    @Test
    void an_update_changes_what_it_names_and_leaves_the_rest() {
        KeyVersion before = create("a", wish(new Rsa(2048)));
        installation.clock.advance(Duration.ofMillis(1500));

        KeyVersion after =
                update(reference("a", null), new Amendment(null, false, null, null, null));

        assertThat(after.attributes())
                .isEqualTo(new KeyAttributes(false, null, null, NOW, NOW.plusSeconds(1)));
        assertThat(after.operations()).isEqualTo(before.operations());
        assertThat(after.tags()).isEqualTo(before.tags());
        assertThat(after.wrapped()).isEqualTo(before.wrapped());
        assertThat(after.generation()).isEqualTo(2);
        assertThat(get(reference("a", null))).isEqualTo(after);
    }

    @Test
    void an_update_replaces_tags_operations_and_times_whole() {
        create("a", wish(new Rsa(2048)));
        Amendment amendment =
                new Amendment(
                        List.of(SIGN),
                        null,
                        NOW.plusSeconds(1),
                        NOW.plusSeconds(2),
                        Map.of("other", "tag"));

        KeyVersion after = update(reference("a", null), amendment);

        assertThat(after.operations()).containsExactly(SIGN);
        assertThat(after.tags()).isEqualTo(Map.of("other", "tag"));
        assertThat(after.attributes().notBefore()).isEqualTo(NOW.plusSeconds(1));
        assertThat(after.attributes().expires()).isEqualTo(NOW.plusSeconds(2));
        assertThat(after.attributes().enabled()).isTrue();
    }

    @Test
    void no_key_ends_before_its_start() {
        String message = "Property 'attributes.exp' must be later than 'attributes.nbf'.";
        assertBadParameter(
                message,
                () -> create("a", new Wish(P_256, Protection.HSM, null, true, NOW, NOW, Map.of())));

        create("a", wish(P_256));
        update(reference("a", null), new Amendment(null, null, NOW, null, null));
        assertBadParameter(
                message,
                () -> update(reference("a", null), new Amendment(null, null, null, NOW, null)));
    }

    @Test
    void an_update_with_empty_tags_and_operations_clears_them() {
        create("a", wish(P_256));

        KeyVersion after =
                update(reference("a", null), new Amendment(List.of(), null, null, null, Map.of()));

        assertThat(after.tags()).isEmpty();
        assertThat(after.operations()).isEmpty();
    }

    @Test
    void an_update_of_nothing_moves_only_the_time_of_update() {
        KeyVersion before = create("a", wish(P_256));
        installation.clock.advance(Duration.ofSeconds(5));

        KeyVersion after = update(reference("a", null), NOTHING);

        assertThat(after.attributes().updated()).isEqualTo(NOW.plusSeconds(5));
        assertThat(after.operations()).isEqualTo(before.operations());
        assertThat(after.tags()).isEqualTo(before.tags());
    }

    @Test
    void an_update_reaches_the_version_it_names_only() {
        KeyVersion first = create("a", wish(P_256));
        KeyVersion second = create("a", wish(P_256));

        update(reference("a", first.id()), new Amendment(null, false, null, null, null));

        assertThat(get(reference("a", first.id())).attributes().enabled()).isFalse();
        assertThat(get(reference("a", null))).isEqualTo(second);
    }

    @Test
    void a_disabled_key_is_read_and_updated_and_enabled_again() {
        create("a", wish(P_256));
        update(reference("a", null), new Amendment(null, false, null, null, null));

        assertThat(get(reference("a", null)).attributes().enabled()).isFalse();
        assertThat(
                        update(reference("a", null), new Amendment(null, true, null, null, null))
                                .attributes()
                                .enabled())
                .isTrue();
    }

    @Test
    void an_update_is_held_to_the_same_limits_as_a_creation() {
        create("a", wish(P_256));

        assertBadParameter(
                "Key operation 'wrapKey' is not supported for this key type.",
                () ->
                        update(
                                reference("a", null),
                                new Amendment(List.of(WRAP_KEY), null, null, null, null)));
        assertBadParameter(
                "Too many tags: 16. There may be 15.",
                () ->
                        update(
                                reference("a", null),
                                new Amendment(null, null, null, null, tags(16))));
    }

    @Test
    void of_two_updates_at_once_none_is_lost() {
        create("a", wish(P_256));
        AtomicInteger runs = new AtomicInteger();

        installation.perform(
                Action.KEY_UPDATE,
                contosoAdmin(),
                CONTOSO_VAULT,
                (evidence, vault) -> {
                    Decided<KeyVersion> decided =
                            lifecycle.update(
                                    contosoAdmin(),
                                    evidence,
                                    vault,
                                    reference("a", null),
                                    new Amendment(null, false, null, null, null));
                    if (runs.incrementAndGet() == 1) {
                        update(
                                reference("a", null),
                                new Amendment(null, null, null, null, Map.of("new", "tag")));
                    }
                    return decided;
                });

        KeyVersion after = get(reference("a", null));
        assertThat(after.attributes().enabled()).isFalse();
        assertThat(after.tags()).isEqualTo(Map.of("new", "tag"));
        assertThat(after.generation()).isEqualTo(3);
        assertThat(installation.trail.events())
                .anyMatch(event -> event.outcome().equals(Outcome.DROPPED));
    }

    @Test
    void keys_and_versions_are_listed_in_pages() {
        create("b", wish(P_256));
        create("a", wish(P_256));
        KeyVersion third = create("a", wish(P_256));

        Page<KeyVersion> first = list(1, null);
        assertThat(first.items()).containsExactly(third);
        assertThat(list(1, first.next()).items())
                .extracting(version -> version.key().name().value())
                .containsExactly("b");
        assertThat(list(1, first.next()).next()).isNull();
        assertThat(versions("a", 1, versions("a", 1, null).next()).items()).containsExactly(third);
    }

    @Test
    void a_key_that_is_not_there_has_no_versions_and_is_not_found() {
        assertThat(versions("none", 10, null).items()).isEmpty();
        assertThatThrownBy(() -> get(reference("none", null))).is(refused(404));
        assertThatThrownBy(() -> update(reference("none", null), NOTHING)).is(refused(404));
    }

    @Test
    void each_operation_needs_its_own_permission_and_no_other() {
        create("a", wish(P_256));
        Map<Right, Runnable> operations =
                Map.of(
                        Right.KEYS_CREATE, () -> create(contosoApp(), "a", wish(P_256)),
                        Right.KEYS_GET, () -> get(contosoApp(), reference("a", null)),
                        Right.KEYS_LIST, () -> list(contosoApp(), 10, null),
                        Right.KEYS_UPDATE,
                                () -> update(contosoApp(), reference("a", null), NOTHING));

        assertThat(operations)
                .allSatisfy((permission, run) -> {
                    allow(permission);
                    run.run();
                    for (Right other : Right.values()) {
                        if (other != permission) {
                            allow(other);
                            assertThatThrownBy(run::run).is(refused(403));
                        }
                    }
                });
    }

    @Test
    void listing_versions_needs_the_right_to_list() {
        allow(Right.KEYS_GET);

        assertThatThrownBy(() ->
                        installation.perform(
                                Action.KEY_LIST_VERSIONS,
                                contosoApp(),
                                CONTOSO_VAULT,
                                (evidence, vault) ->
                                        lifecycle.versions(
                                                contosoApp(),
                                                evidence,
                                                vault,
                                                new ObjectName("a"),
                                                10,
                                                null)))
                .is(refused(403));
        assertThat(installation.trail.last().target().object()).isEqualTo("a");
    }

    @Test
    void another_tenants_admin_makes_reads_and_lists_nothing() {
        create("a", wish(P_256));

        assertThat(
                        List.<Runnable>of(
                                () -> create(Samples.fabrikamAdmin(), "b", wish(P_256)),
                                () -> get(Samples.fabrikamAdmin(), reference("a", null)),
                                () -> list(Samples.fabrikamAdmin(), 10, null),
                                () ->
                                        update(
                                                Samples.fabrikamAdmin(),
                                                reference("a", null),
                                                NOTHING)))
                .allSatisfy(run -> assertThatThrownBy(run::run).is(refused(403)));
    }

    @Test
    void a_key_of_one_vault_is_not_found_in_another() {
        create("a", wish(P_256));

        assertThatThrownBy(() ->
                        installation.perform(
                                Action.KEY_GET,
                                Samples.fabrikamAdmin(),
                                FABRIKAM_VAULT,
                                (evidence, vault) ->
                                        lifecycle.get(
                                                Samples.fabrikamAdmin(),
                                                evidence,
                                                vault,
                                                reference("a", null))))
                .is(refused(404));
    }

    @Test
    void a_list_is_dropped_when_the_right_to_it_is_taken_meanwhile() {
        create("a", wish(P_256));
        allow(Right.KEYS_LIST);
        AtomicInteger runs = new AtomicInteger();

        assertThatThrownBy(() ->
                        installation.perform(
                                Action.KEY_LIST,
                                contosoApp(),
                                CONTOSO_VAULT,
                                (evidence, vault) -> {
                                    Decided<Page<KeyVersion>> page =
                                            lifecycle.list(contosoApp(), evidence, vault, 10, null);
                                    if (runs.incrementAndGet() == 1) {
                                        allow();
                                    }
                                    return page;
                                }))
                .is(refused(403));
    }

    @Test
    void the_record_of_a_creation_names_the_new_version() {
        KeyVersion made = create("Signing", wish(P_256));

        AuditEvent event = installation.trail.last();
        assertThat(event.target().object()).isEqualTo("Signing");
        assertThat(event.target().version()).isEqualTo(made.id().toString());
    }

    @Test
    void the_record_of_a_refused_creation_names_the_key() {
        assertThatThrownBy(() -> create(contosoApp(), "signing", wish(P_256))).is(refused(403));

        assertThat(installation.trail.last().target().object()).isEqualTo("signing");
    }

    private KeyVersion create(String name, Wish wish) {
        return create(contosoAdmin(), name, wish);
    }

    private KeyVersion create(Caller caller, String name, Wish wish) {
        return installation.perform(
                Action.KEY_CREATE,
                caller,
                CONTOSO_VAULT,
                (evidence, vault) ->
                        lifecycle.create(caller, evidence, vault, new ObjectName(name), wish));
    }

    private KeyVersion get(ObjectReference reference) {
        return get(contosoAdmin(), reference);
    }

    private KeyVersion get(Caller caller, ObjectReference reference) {
        return installation.perform(
                Action.KEY_GET,
                caller,
                CONTOSO_VAULT,
                (evidence, vault) -> lifecycle.get(caller, evidence, vault, reference));
    }

    private KeyVersion update(ObjectReference reference, Amendment amendment) {
        return update(contosoAdmin(), reference, amendment);
    }

    private KeyVersion update(Caller caller, ObjectReference reference, Amendment amendment) {
        return installation.perform(
                Action.KEY_UPDATE,
                caller,
                CONTOSO_VAULT,
                (evidence, vault) ->
                        lifecycle.update(caller, evidence, vault, reference, amendment));
    }

    private Page<KeyVersion> list(int limit, @Nullable String after) {
        return list(contosoAdmin(), limit, after);
    }

    private Page<KeyVersion> list(Caller caller, int limit, @Nullable String after) {
        return installation.perform(
                Action.KEY_LIST,
                caller,
                CONTOSO_VAULT,
                (evidence, vault) -> lifecycle.list(caller, evidence, vault, limit, after));
    }

    private Page<KeyVersion> versions(String name, int limit, @Nullable String after) {
        return installation.perform(
                Action.KEY_LIST_VERSIONS,
                contosoAdmin(),
                CONTOSO_VAULT,
                (evidence, vault) ->
                        lifecycle.versions(
                                contosoAdmin(),
                                evidence,
                                vault,
                                new ObjectName(name),
                                limit,
                                after));
    }

    private void allow(Right... permissions) {
        installation.policies(CONTOSO_VAULT, policy(APP, permissions));
    }

    private static Wish wish(KeySpec spec) {
        return new Wish(spec, Protection.HSM, null, true, null, null, Map.of());
    }

    private static Wish wish(KeySpec spec, List<KeyOperation> operations) {
        return new Wish(spec, Protection.HSM, operations, true, null, null, Map.of());
    }

    private static Map<String, String> tags(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "n" + i, i -> "v"));
    }

    private static ObjectReference reference(String name, @Nullable VersionId version) {
        return new ObjectReference(new ObjectName(name), version);
    }

    private static void assertBadParameter(String message, Runnable operation) {
        assertThatThrownBy(operation::run).is(refused(400)).hasMessage(message);
    }
}
