package io.strongroom.core.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Page;
import io.strongroom.core.PageRequest;
import io.strongroom.core.Samples;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.recovery.Presence;
import io.strongroom.core.recovery.Presence.Deleted;
import io.strongroom.core.rotation.Lifetime;
import io.strongroom.core.state.Change;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.Vault;
import io.strongroom.core.vault.VaultRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every key repository does. Tests make tenants and vaults of their own, so the store may
/// hold others.
public abstract class KeyRepositoryContract {

    /// The repository.
    protected abstract KeyRepository repository();

    /// The repository of the tenants and vaults that keys belong to.
    protected abstract VaultRepository vaults();

    /// Makes the change in a transaction for the tenant, rolled back when the change answers false.
    ///
    /// @return what the change answered
    protected abstract boolean commit(TenantId tenant, Change change);

    /// The generation that guards of this subject are checked against, empty when there is none.
    protected abstract OptionalLong generation(UUID subject);

    static Stream<KeySpec> specs() {
        return Stream.of(
                        IntStream.of(2048, 3072, 4096).mapToObj(Rsa::new),
                        Arrays.stream(Curve.values()).map(Ec::new),
                        IntStream.of(128, 192, 256).mapToObj(Oct::new))
                .flatMap(specs -> specs);
    }

    @ParameterizedTest
    @MethodSource("specs")
    void a_key_of_every_kind_is_found_as_it_was_added(KeySpec spec) {
        OpenVault vault = freshVault();
        KeyVersion first = Samples.keyVersion(vault, "Signing", spec);
        Key key = added(vault, first);

        FoundKey found = find(vault, "Signing", null);

        assertSame(found.version(), first);
        assertThat(found.key()).isEqualTo(key);
        assertThat(found.key().id().name().value()).isEqualTo("Signing");
        assertThat(generation(key.subject())).hasValue(1);
        assertThat(generation(first.id().value())).hasValue(1);
    }

    @Test
    void every_attribute_is_kept() {
        OpenVault vault = freshVault();
        KeyVersion plain = Samples.ec256Key(vault, "signing");
        Instant notBefore = Samples.NOW.plusSeconds(1);
        Instant expires = Samples.NOW.plusSeconds(2);
        KeyVersion first =
                new KeyVersion(
                        plain.wrapped(),
                        Protection.SOFTWARE,
                        new KeyAttributes(
                                false,
                                notBefore,
                                expires,
                                Samples.NOW,
                                Samples.NOW.plusSeconds(3),
                                List.of(KeyOperation.VERIFY, KeyOperation.SIGN),
                                Map.of("a", "", "Ü", "\"quoted\" \\ 'text' 😀")),
                        1,
                        1);
        added(vault, first);

        assertSame(find(vault, "signing", null).version(), first);
    }

    @Test
    void operations_and_tags_may_be_none() {
        OpenVault vault = freshVault();
        KeyVersion plain = Samples.ec256Key(vault, "signing");
        KeyVersion first =
                new KeyVersion(
                        plain.wrapped(),
                        plain.protection(),
                        new KeyAttributes(
                                true, null, null, Samples.NOW, Samples.NOW, List.of(), Map.of()),
                        1,
                        1);
        added(vault, first);

        assertSame(find(vault, "signing", null).version(), first);
    }

    @Test
    void a_key_is_found_without_case_and_shown_as_created() {
        OpenVault vault = freshVault();
        added(vault, Samples.ec256Key(vault, "Signing"));

        FoundKey found = find(vault, "sIGNING", null);

        assertThat(found.key().id().name().value()).isEqualTo("Signing");
        assertThat(found.version().key().name().value()).isEqualTo("Signing");
    }

    @Test
    void an_unknown_key_or_version_is_not_found() {
        OpenVault vault = freshVault();
        added(vault, Samples.ec256Key(vault, "signing"));
        VersionId unknown = new VersionId(UUID.randomUUID());

        assertThat(repository().find(vault, new ObjectName("other"), null, true)).isEmpty();
        assertThat(repository().find(vault, new ObjectName("other"), null, false)).isEmpty();
        assertThat(repository().find(vault, new ObjectName("signing"), unknown, true)).isEmpty();
        assertThat(repository().find(vault, new ObjectName("signing"), unknown, false)).isEmpty();
    }

    @Test
    void a_version_is_not_found_under_another_keys_name() {
        OpenVault vault = freshVault();
        KeyVersion signing = Samples.ec256Key(vault, "signing");
        added(vault, signing);
        added(vault, Samples.ec256Key(vault, "other"));

        assertThat(repository().find(vault, new ObjectName("other"), signing.id(), true)).isEmpty();
    }

    @Test
    void a_key_is_not_found_in_another_vault_or_tenant() {
        OpenVault vault = freshVault();
        KeyVersion signing = Samples.ec256Key(vault, "signing");
        added(vault, signing);
        OpenVault sibling = freshVault(vault.tenant());
        OpenVault stranger = freshVault();

        assertThat(List.of(sibling, stranger))
                .allSatisfy(other -> {
                    assertThat(repository().find(other, new ObjectName("signing"), null, true))
                            .isEmpty();
                    assertThat(
                                    repository()
                                            .find(
                                                    other,
                                                    new ObjectName("signing"),
                                                    signing.id(),
                                                    false))
                            .isEmpty();
                    assertThat(repository().list(other, page(10, null)).items()).isEmpty();
                    assertThat(
                                    repository()
                                            .versions(
                                                    other,
                                                    new ObjectName("signing"),
                                                    page(10, null))
                                            .items())
                            .isEmpty();
                });
    }

    @Test
    void the_same_name_lives_in_two_vaults() {
        OpenVault vault = freshVault();
        OpenVault sibling = freshVault(vault.tenant());
        KeyVersion here = Samples.ec256Key(vault, "signing");
        KeyVersion there = Samples.ec256Key(sibling, "signing");
        added(vault, here);
        added(sibling, there);

        assertSame(find(vault, "signing", null).version(), here);
        assertSame(find(sibling, "signing", null).version(), there);
    }

    @Test
    void a_taken_name_is_not_given_again_whatever_its_case() {
        OpenVault vault = freshVault();
        KeyVersion first = Samples.ec256Key(vault, "signing");
        added(vault, first);
        KeyVersion late = Samples.ec256Key(vault, "SIGNING");

        assertThat(commit(vault, repository().add(Samples.keyOf(late), late))).isFalse();

        assertSame(find(vault, "signing", null).version(), first);
        assertThat(generation(late.id().value())).isEmpty();
    }

    @Test
    void a_new_version_becomes_the_current_one_and_the_old_one_stays() {
        OpenVault vault = freshVault();
        KeyVersion first = Samples.ec256Key(vault, "signing");
        Key key = added(vault, first);
        KeyVersion second = Samples.following(first, Samples.rsa2048Key(vault, "signing"));

        assertThat(commit(vault, repository().addVersion(key, next(key, second), second))).isTrue();

        assertSame(find(vault, "signing", null).version(), second);
        assertThat(find(vault, "signing", null).key()).isEqualTo(next(key, second));
        assertSame(find(vault, "signing", first.id()).version(), first);
        assertThat(generation(key.subject())).hasValue(2);
        assertThat(generation(second.id().value())).hasValue(1);
    }

    @Test
    void a_version_is_not_added_to_a_key_that_changed_meanwhile() {
        OpenVault vault = freshVault();
        KeyVersion first = Samples.ec256Key(vault, "signing");
        Key key = added(vault, first);
        KeyVersion second = Samples.following(first, Samples.ec256Key(vault, "signing"));
        KeyVersion late = Samples.following(first, Samples.ec256Key(vault, "signing"));
        commit(vault, repository().addVersion(key, next(key, second), second));

        assertThat(commit(vault, repository().addVersion(key, next(key, late), late))).isFalse();

        assertSame(find(vault, "signing", null).version(), second);
        assertThat(repository().find(vault, new ObjectName("signing"), late.id(), true)).isEmpty();
        assertThat(generation(key.subject())).hasValue(2);
    }

    @Test
    void a_replaced_version_is_found_as_it_is_now() {
        OpenVault vault = freshVault();
        KeyVersion before = Samples.ec256Key(vault, "signing");
        Key key = added(vault, before);
        KeyVersion after = Samples.disabled(before);

        assertThat(commit(vault, repository().replace(before, after))).isTrue();

        assertSame(find(vault, "signing", null).version(), after);
        assertSame(find(vault, "signing", before.id()).version(), after);
        assertThat(generation(before.id().value())).hasValue(2);
        assertThat(generation(key.subject())).hasValue(1);
    }

    @Test
    void a_version_that_changed_meanwhile_is_not_replaced() {
        OpenVault vault = freshVault();
        KeyVersion before = Samples.ec256Key(vault, "signing");
        added(vault, before);
        KeyVersion after = Samples.disabled(before);
        commit(vault, repository().replace(before, after));
        KeyVersion late = before.with(before.attributes());

        assertThat(commit(vault, repository().replace(before, late))).isFalse();

        assertSame(find(vault, "signing", null).version(), after);
        assertThat(generation(before.id().value())).hasValue(2);
    }

    @Test
    void a_change_that_is_not_kept_leaves_nothing() {
        OpenVault vault = freshVault();
        KeyVersion first = Samples.ec256Key(vault, "signing");
        Key key = Samples.keyOf(first);

        assertThat(commit(vault, repository().add(key, first).and(_ -> false))).isFalse();

        assertThat(repository().find(vault, new ObjectName("signing"), null, true)).isEmpty();
        assertThat(generation(key.subject())).isEmpty();
        assertThat(generation(first.id().value())).isEmpty();
    }

    @Test
    void keys_are_listed_in_name_order_with_their_current_version_over_pages() {
        OpenVault vault = freshVault();
        for (String name : List.of("b", "A", "c-1", "C", "e")) {
            added(vault, Samples.ec256Key(vault, name));
        }
        FoundKey found = find(vault, "b", null);
        Key key = found.key();
        KeyVersion second = Samples.following(found.version(), Samples.ec256Key(vault, "b"));
        commit(vault, repository().addVersion(key, next(key, second), second));

        List<KeyVersion> listed = all(2, after -> repository().list(vault, page(2, after)));

        assertThat(listed)
                .extracting(version -> version.key().name().value())
                .containsExactly("A", "b", "C", "c-1", "e");
        assertSame(listed.get(1), second);
    }

    @Test
    void a_full_last_page_has_no_next() {
        OpenVault vault = freshVault();
        added(vault, Samples.ec256Key(vault, "a"));
        added(vault, Samples.ec256Key(vault, "b"));

        assertThat(repository().list(vault, page(2, null)).next()).isNull();
        assertThat(repository().list(vault, page(1, null)).next()).isNotNull();
    }

    @Test
    void versions_are_listed_in_the_order_they_were_made_over_pages() {
        OpenVault vault = freshVault();
        List<VersionId> made = new ArrayList<>();
        KeyVersion first = Samples.ec256Key(vault, "signing");
        Key key = added(vault, first);
        made.add(first.id());
        KeyVersion version = first;
        for (int i = 0; i < 4; i++) {
            version = Samples.following(version, Samples.ec256Key(vault, "signing"));
            Key after = next(key, version);
            commit(vault, repository().addVersion(key, after, version));
            key = after;
            made.add(version.id());
        }
        commit(vault, repository().replace(first, Samples.disabled(first)));

        ObjectName name = new ObjectName("SIGNING");
        List<KeyVersion> listed =
                all(2, after -> repository().versions(vault, name, page(2, after)));

        assertThat(listed).extracting(KeyVersion::id).isEqualTo(made);
        assertThat(listed.getFirst().attributes().enabled()).isFalse();
    }

    @Test
    void an_unknown_key_has_no_versions() {
        assertThat(repository().versions(freshVault(), new ObjectName("none"), page(10, null)))
                .isEqualTo(new Page<KeyVersion>(List.of(), null));
    }

    @Test
    void a_deleted_key_is_found_as_deleted_and_listed_apart() {
        OpenVault vault = freshVault();
        KeyVersion first = Samples.ec256Key(vault, "b");
        Key key = added(vault, first);
        added(vault, Samples.ec256Key(vault, "a"));
        Key deleted = key.with(Deleted.since(Samples.NOW, Duration.ofDays(7)));

        assertThat(commit(vault, repository().replace(key, deleted))).isTrue();

        assertThat(find(vault, "b", null).key()).isEqualTo(deleted);
        assertThat(find(vault, "b", first.id()).key()).isEqualTo(deleted);
        assertThat(repository().key(vault, new ObjectName("B"))).contains(deleted);
        assertThat(repository().list(vault, page(10, null)).items())
                .extracting(version -> version.key().name().value())
                .containsExactly("a");
        assertThat(repository().listDeleted(vault, page(10, null)).items())
                .containsExactly(new FoundKey(deleted, first));
        assertThat(repository().versions(vault, new ObjectName("b"), page(10, null)).items())
                .isEmpty();
        assertThat(generation(key.subject())).hasValue(2);
        assertThat(generation(first.id().value())).hasValue(1);
    }

    @Test
    void a_recovered_key_is_listed_again() {
        OpenVault vault = freshVault();
        Key key = added(vault, Samples.ec256Key(vault, "a"));
        Key deleted = deleted(vault, key);
        Key recovered = deleted.with(new Presence.Live());

        assertThat(commit(vault, repository().replace(deleted, recovered))).isTrue();

        assertThat(find(vault, "a", null).key()).isEqualTo(recovered);
        assertThat(repository().list(vault, page(10, null)).items()).hasSize(1);
        assertThat(repository().listDeleted(vault, page(10, null)).items()).isEmpty();
        assertThat(repository().versions(vault, new ObjectName("a"), page(10, null)).items())
                .hasSize(1);
    }

    @Test
    void a_key_that_changed_meanwhile_is_not_deleted() {
        OpenVault vault = freshVault();
        KeyVersion first = Samples.ec256Key(vault, "a");
        Key key = added(vault, first);
        KeyVersion second = Samples.following(first, Samples.ec256Key(vault, "a"));
        commit(vault, repository().addVersion(key, next(key, second), second));

        Key late = key.with(Deleted.since(Samples.NOW, Duration.ofDays(7)));
        assertThat(commit(vault, repository().replace(key, late))).isFalse();

        assertThat(find(vault, "a", null).key().isLive()).isTrue();
    }

    @Test
    void deleted_keys_are_listed_in_name_order_over_pages_for_their_vault_only() {
        OpenVault vault = freshVault();
        OpenVault sibling = freshVault(vault.tenant());
        for (String name : List.of("b", "A", "c-1", "C", "e")) {
            deleted(vault, added(vault, Samples.ec256Key(vault, name)));
        }
        deleted(sibling, added(sibling, Samples.ec256Key(sibling, "d")));
        added(vault, Samples.ec256Key(vault, "live"));

        List<FoundKey> listed = all(2, after -> repository().listDeleted(vault, page(2, after)));

        assertThat(listed)
                .extracting(found -> found.key().id().name().value())
                .containsExactly("A", "b", "C", "c-1", "e");
        assertThat(repository().listDeleted(freshVault(), page(2, null)).items()).isEmpty();
    }

    @Test
    void a_purged_key_leaves_its_name_and_the_generations_go_on() {
        OpenVault vault = freshVault();
        KeyVersion first = Samples.ec256Key(vault, "a");
        Key key = added(vault, first);
        KeyVersion second = Samples.following(first, Samples.ec256Key(vault, "a"));
        Key newer = next(key, second);
        commit(vault, repository().addVersion(key, newer, second));
        Key deleted = deleted(vault, newer);
        Key purged = deleted.with(new Presence.Purged());

        assertThat(commit(vault, repository().purge(deleted, purged))).isTrue();

        for (boolean current : List.of(true, false)) {
            for (VersionId version : Arrays.asList(null, first.id(), second.id())) {
                assertThat(repository().find(vault, new ObjectName("a"), version, current))
                        .isEmpty();
            }
        }
        assertThat(repository().key(vault, new ObjectName("a"))).contains(purged);
        assertThat(repository().list(vault, page(10, null)).items()).isEmpty();
        assertThat(repository().listDeleted(vault, page(10, null)).items()).isEmpty();
        assertThat(repository().versions(vault, new ObjectName("a"), page(10, null)).items())
                .isEmpty();
        assertThat(generation(key.subject())).hasValue(4);
        assertThat(generation(first.id().value())).hasValue(2);
        assertThat(generation(second.id().value())).hasValue(2);
    }

    @Test
    void a_purge_of_a_key_that_changed_meanwhile_leaves_everything() {
        OpenVault vault = freshVault();
        KeyVersion first = Samples.ec256Key(vault, "a");
        Key deleted = deleted(vault, added(vault, first));
        commit(vault, repository().replace(deleted, deleted.with(new Presence.Live())));

        Key late = deleted.with(new Presence.Purged());
        assertThat(commit(vault, repository().purge(deleted, late))).isFalse();

        assertSame(find(vault, "a", null).version(), first);
        assertThat(generation(first.id().value())).hasValue(1);
    }

    @Test
    void a_purge_that_is_not_kept_leaves_everything() {
        OpenVault vault = freshVault();
        KeyVersion first = Samples.ec256Key(vault, "a");
        Key deleted = deleted(vault, added(vault, first));

        Key purged = deleted.with(new Presence.Purged());
        assertThat(commit(vault, repository().purge(deleted, purged).and(_ -> false))).isFalse();

        assertSame(find(vault, "a", first.id()).version(), first);
        assertThat(find(vault, "a", null).key()).isEqualTo(deleted);
    }

    @Test
    void a_key_of_a_purged_name_goes_on_from_its_generation() {
        OpenVault vault = freshVault();
        KeyVersion first = Samples.ec256Key(vault, "a");
        Key deleted = deleted(vault, added(vault, first));
        Key purged = deleted.with(new Presence.Purged());
        commit(vault, repository().purge(deleted, purged));
        KeyVersion made = Samples.following(first, Samples.ec256Key(vault, "A"));
        Key reborn = purged.reborn(made);

        assertThat(commit(vault, repository().addVersion(purged, reborn, made))).isTrue();

        assertSame(find(vault, "a", null).version(), made);
        assertThat(find(vault, "a", null).key()).isEqualTo(reborn);
        assertThat(find(vault, "a", null).key().id().name().value()).isEqualTo("A");
        assertThat(repository().find(vault, new ObjectName("a"), first.id(), true)).isEmpty();
        assertThat(generation(reborn.subject())).hasValue(4);
    }

    @Test
    void a_restored_key_is_stored_with_all_of_its_versions_beside_the_original() {
        OpenVault vault = freshVault();
        OpenVault second = freshVault(vault.tenant());
        KeyVersion original = Samples.ec256Key(vault, "Signing");
        added(vault, original);
        KeyVersion first = copy(original, second, 1);
        KeyVersion newest = copy(Samples.ec256Key(vault, "Signing"), second, 2);
        Key key = new Key(newest.key(), UUID.randomUUID(), newest.id(), 2);

        assertThat(commit(vault, repository().restore(null, key, List.of(first, newest)))).isTrue();

        assertThat(find(second, "signing", null)).isEqualTo(new FoundKey(key, newest));
        assertSame(find(second, "signing", first.id()).version(), first);
        assertSame(find(vault, "signing", first.id()).version(), original);
        assertThat(repository().versions(second, new ObjectName("signing"), page(9, null)).items())
                .containsExactly(first, newest);
        assertThat(generation(key.subject())).hasValue(2);
        assertThat(generation(first.guard().subject())).hasValue(1);
        assertThat(first.guard().subject()).isNotEqualTo(original.guard().subject());
    }

    @Test
    void a_version_of_a_restored_key_is_replaced_without_the_original() {
        OpenVault vault = freshVault();
        OpenVault second = freshVault(vault.tenant());
        KeyVersion original = Samples.ec256Key(vault, "a");
        added(vault, original);
        KeyVersion restored = copy(original, second, 1);
        restored(vault, null, restored, 1);

        KeyVersion after = Samples.disabled(restored);
        assertThat(commit(vault, repository().replace(restored, after))).isTrue();

        assertSame(find(second, "a", null).version(), after);
        assertSame(find(vault, "a", null).version(), original);
        assertThat(generation(after.guard().subject())).hasValue(2);
        assertThat(generation(original.id().value())).hasValue(1);
    }

    @Test
    void a_restored_key_takes_a_purged_name_and_is_purged_again() {
        OpenVault vault = freshVault();
        KeyVersion first = Samples.ec256Key(vault, "a");
        Key deleted = deleted(vault, added(vault, first));
        Key purged = deleted.with(new Presence.Purged());
        commit(vault, repository().purge(deleted, purged));
        KeyVersion one = copy(first, vault, 4);
        KeyVersion two = copy(Samples.ec256Key(vault, "A"), vault, 5);
        Key key = new Key(one.key(), purged.subject(), two.id(), 5);

        assertThat(commit(vault, repository().restore(purged, key, List.of(one, two)))).isTrue();

        assertThat(find(vault, "a", null)).isEqualTo(new FoundKey(key, two));
        assertSame(find(vault, "a", first.id()).version(), one);
        assertThat(repository().find(vault, new ObjectName("a"), first.id(), false))
                .map(FoundKey::version)
                .contains(one);
        Key again = deleted(vault, key);
        commit(vault, repository().purge(again, again.with(new Presence.Purged())));
        assertThat(repository().find(vault, new ObjectName("a"), first.id(), true)).isEmpty();
        assertThat(generation(first.id().value())).hasValue(2);
        assertThat(generation(one.guard().subject())).hasValue(2);
        assertThat(generation(two.guard().subject())).hasValue(2);
    }

    @Test
    void a_taken_name_is_not_restored_over() {
        OpenVault vault = freshVault();
        KeyVersion first = Samples.ec256Key(vault, "a");
        added(vault, first);
        KeyVersion copy = copy(first, vault, 1);
        Key key = new Key(copy.key(), UUID.randomUUID(), copy.id(), 1);

        assertThat(commit(vault, repository().restore(null, key, List.of(copy)))).isFalse();

        assertSame(find(vault, "a", null).version(), first);
        assertThat(generation(copy.guard().subject())).isEmpty();
    }

    private Key restored(OpenVault vault, @Nullable Key purged, KeyVersion version, long last) {
        Key key = new Key(version.key(), UUID.randomUUID(), version.id(), last);
        assertThat(commit(vault, repository().restore(purged, key, List.of(version)))).isTrue();
        return key;
    }

    /// The version as a backup brings it to a vault; its blob opens nowhere.
    private static KeyVersion copy(KeyVersion version, OpenVault vault, long ordinal) {
        WrappedKey wrapped = version.wrapped();
        KeyId to = new KeyId(vault.vault().id(), version.key().name());
        return version.restored(
                new WrappedKey(
                        wrapped.header().restored(to, UUID.randomUUID()),
                        wrapped.material(),
                        wrapped.tenantKey()),
                ordinal);
    }

    @Test
    void an_unknown_name_has_no_key() {
        OpenVault vault = freshVault();
        added(vault, Samples.ec256Key(vault, "a"));

        assertThat(repository().key(vault, new ObjectName("b"))).isEmpty();
        assertThat(repository().key(freshVault(), new ObjectName("a"))).isEmpty();
    }

    @Test
    void keys_of_all_tenants_are_due_at_their_time_and_those_first_that_wait_longest() {
        OpenVault vault = freshVault();
        OpenVault stranger = freshVault();
        Instant now = Instant.ofEpochSecond(1000);
        KeyId later = deletedUntil(vault, "later", now.plusSeconds(1));
        KeyId second = deletedUntil(vault, "second", now);
        KeyId first = deletedUntil(stranger, "first", now.minusSeconds(1));
        added(vault, Samples.ec256Key(vault, "live"));

        assertThat(repository().due(now, 100)).containsSubsequence(first, second);
        assertThat(repository().due(now, 100)).doesNotContain(later);
        assertThat(repository().due(now.plusSeconds(1), 100)).contains(later);
        assertThat(repository().due(now, 1)).hasSize(1);
        purged(vault, "later");
        purged(vault, "second");
        purged(stranger, "first");
        assertThat(repository().due(now.plusSeconds(1), 100)).isEmpty();
    }

    @Test
    void live_keys_of_all_tenants_are_due_in_their_lifetime_and_those_first_that_wait_longest() {
        OpenVault vault = freshVault();
        Instant now = Instant.ofEpochSecond(1000);
        Key later = watched(vault, "later", now.plusSeconds(1));
        Key second = watched(vault, "second", now);
        Key first = watched(freshVault(), "first", now.minusSeconds(1));
        added(vault, Samples.ec256Key(vault, "live"));

        assertThat(repository().dueInLifetime(now, 0, 100))
                .containsExactly(first.id(), second.id());
        assertThat(repository().dueInLifetime(now, 1, 100)).containsExactly(second.id());
        assertThat(repository().dueInLifetime(now, 0, 1)).containsExactly(first.id());
        assertThat(repository().dueInLifetime(now.plusSeconds(1), 0, 100)).contains(later.id());
        assertThat(repository().due(now.plusSeconds(1), 100)).isEmpty();

        Key deleted = second.with(new Deleted(now.plusSeconds(5), now.plusSeconds(9)));
        assertThat(commit(vault, repository().replace(second, deleted))).isTrue();
        assertThat(repository().dueInLifetime(now, 0, 100)).containsExactly(first.id());
    }

    private Key watched(OpenVault vault, String name, Instant due) {
        Key key = added(vault, Samples.ec256Key(vault, name));
        Key watched = key.with(new Lifetime(null, null, null, due));
        assertThat(commit(vault, repository().replace(key, watched))).isTrue();
        return watched;
    }

    private KeyId deletedUntil(OpenVault vault, String name, Instant purge) {
        Key key = added(vault, Samples.ec256Key(vault, name));
        Key deleted = key.with(new Deleted(purge.minusSeconds(1), purge));
        assertThat(commit(vault, repository().replace(key, deleted))).isTrue();
        return key.id();
    }

    private void purged(OpenVault vault, String name) {
        Key key = repository().key(vault, new ObjectName(name)).orElseThrow();
        Key purged = key.with(new Presence.Purged());
        assertThat(commit(vault, repository().purge(key, purged))).isTrue();
    }

    private Key deleted(OpenVault vault, Key key) {
        Key deleted =
                key.with(
                        Deleted.since(
                                Samples.NOW.plusSeconds(86_400L * 36_500), Duration.ofDays(90)));
        assertThat(commit(vault, repository().replace(key, deleted))).isTrue();
        return deleted;
    }

    private static <T> List<T> all(int limit, Function<@Nullable String, Page<T>> pageAfter) {
        List<T> listed = new ArrayList<>();
        String after = null;
        do {
            Page<T> page = pageAfter.apply(after);
            assertThat(page.items()).hasSizeBetween(1, limit);
            listed.addAll(page.items());
            after = page.next();
        } while (after != null);
        return listed;
    }

    private static void assertSame(KeyVersion actual, KeyVersion expected) {
        assertThat(actual).isEqualTo(expected);
        assertThat(document(actual)).isEqualTo(document(expected));
    }

    private static byte[] document(KeyVersion version) {
        return KeyVersionDocument.of(version).encode(version);
    }

    private FoundKey find(OpenVault vault, String name, @Nullable VersionId version) {
        return repository().find(vault, new ObjectName(name), version, true).orElseThrow();
    }

    private Key added(OpenVault vault, KeyVersion first) {
        Key key = Samples.keyOf(first);
        assertThat(commit(vault, repository().add(key, first))).isTrue();
        return key;
    }

    private boolean commit(OpenVault vault, Change change) {
        return commit(vault.tenant().id(), change);
    }

    private OpenVault freshVault() {
        Tenant tenant = Samples.freshTenant();
        assertThat(commit(tenant.id(), vaults().add(tenant))).isTrue();
        return freshVault(tenant);
    }

    private OpenVault freshVault(Tenant tenant) {
        Vault vault = Samples.freshVault(tenant);
        assertThat(commit(tenant.id(), vaults().add(vault))).isTrue();
        return new OpenVault(vault, tenant);
    }

    private static Key next(Key before, KeyVersion current) {
        return before.with(current);
    }

    private static PageRequest page(int limit, @Nullable String after) {
        return new PageRequest(limit, after);
    }
}
