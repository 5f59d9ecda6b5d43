package io.strongroom.core.key;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.core.Samples.ADMIN;
import static io.strongroom.core.Samples.CONTOSO_VAULT;
import static io.strongroom.core.Samples.FABRIKAM_VAULT;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.Samples.contosoApp;
import static io.strongroom.core.Samples.fabrikamAdmin;
import static io.strongroom.core.Samples.policy;
import static io.strongroom.core.key.BackupFixture.ABROAD;
import static io.strongroom.core.key.BackupFixture.NAME;
import static io.strongroom.core.key.BackupFixture.SECOND;
import static io.strongroom.core.key.KeyFixture.P_256;
import static io.strongroom.core.key.KeyFixture.RSA_2048;
import static io.strongroom.core.key.KeyFixture.allBut;
import static io.strongroom.core.key.KeyFixture.enabled;
import static io.strongroom.core.key.KeyFixture.reference;
import static io.strongroom.core.key.KeyFixture.request;
import static io.strongroom.core.key.KeyFixture.tags;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.permission.Right;
import io.strongroom.core.rotation.Lifetime;
import io.strongroom.core.state.FakeSealer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyBackupTest {
    private final BackupFixture fixture = new BackupFixture();
    private final KeyFixture keys = fixture.keys;

    static Stream<KeySpec> specs() {
        return Stream.of(P_256, RSA_2048, new Oct(256));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void a_restored_key_has_the_versions_that_were_backed_up_as_they_were(KeySpec spec) {
        KeyVersion first = keys.make("Signing", request(spec, tags(Map.of("a", "b"))));
        KeyVersion second = keys.make("Signing", spec);
        keys.update(reference("signing", first.id()), enabled(false));
        keys.installation.clock.advance(Duration.ofDays(1));
        KeyVersion third = keys.make("Signing", spec);
        byte[] backup = fixture.backup();
        keys.installation.clock.advance(Duration.ofDays(1));

        KeyVersion restored = fixture.restore(SECOND, backup);

        List<KeyVersion> versions = fixture.versions(SECOND);
        assertThat(restored).isEqualTo(versions.getLast());
        assertThat(restored.key().name().value()).isEqualTo("Signing");
        assertThat(versions)
                .extracting(KeyVersion::id)
                .containsExactly(first.id(), second.id(), third.id());
        assertThat(versions)
                .extracting(KeyVersion::attributes)
                .containsExactlyElementsOf(
                        fixture.versions(CONTOSO_VAULT).stream()
                                .map(KeyVersion::attributes)
                                .toList());
        assertThat(versions.getFirst().attributes().enabled()).isFalse();
        assertThat(versions)
                .allSatisfy(version -> {
                    assertThat(version.spec()).isEqualTo(spec);
                    assertThat(version.protection()).isEqualTo(first.protection());
                });
    }

    @Test
    void every_version_of_a_restored_key_signs() {
        KeyVersion first = keys.make("Signing", P_256);
        KeyVersion second = keys.make("Signing", P_256);

        fixture.restore(SECOND, fixture.backup());

        assertThat(fixture.signs(SECOND, first)).isTrue();
        assertThat(fixture.signs(SECOND, second)).isTrue();
    }

    @Test
    void what_happens_to_the_original_does_not_happen_to_the_copy() {
        KeyVersion version = keys.make("Signing", P_256);
        byte[] backup = fixture.backup();
        fixture.restore(SECOND, backup);

        keys.update(KeyFixture.current("Signing"), enabled(false));
        assertThat(fixture.signs(SECOND, version)).isTrue();
        fixture.delete(CONTOSO_VAULT);
        assertThat(fixture.signs(SECOND, version)).isTrue();
        fixture.purge(CONTOSO_VAULT);

        assertThat(fixture.signs(SECOND, version)).isTrue();
        fixture.restore(CONTOSO_VAULT, backup);
        fixture.delete(SECOND);
        fixture.purge(SECOND);
        assertThat(fixture.signs(CONTOSO_VAULT, version)).isTrue();
    }

    @Test
    void a_purged_key_comes_back_and_goes_on() {
        KeyVersion first = keys.make("Signing", P_256);
        KeyVersion second = keys.make("Signing", P_256);
        byte[] backup = fixture.backup();
        for (int i = 0; i < 2; i++) {
            fixture.delete(CONTOSO_VAULT);
            fixture.purge(CONTOSO_VAULT);
            fixture.restore(CONTOSO_VAULT, backup);
        }

        KeyVersion third = keys.make("Signing", P_256);

        assertThat(fixture.versions(CONTOSO_VAULT))
                .extracting(KeyVersion::id)
                .containsExactly(first.id(), second.id(), third.id());
        assertThat(fixture.versions(CONTOSO_VAULT))
                .extracting(KeyVersion::ordinal)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(fixture.signs(CONTOSO_VAULT, second)).isTrue();
        assertThat(fixture.signs(CONTOSO_VAULT, third)).isTrue();
    }

    @Test
    void a_backup_of_a_restored_key_is_restored() {
        KeyVersion version = keys.make("Signing", P_256);
        fixture.restore(SECOND, fixture.backup());
        fixture.make(SECOND);
        byte[] again =
                keys.installation.perform(
                        Action.KEY_BACKUP,
                        contosoAdmin(),
                        SECOND,
                        visit -> keys.installation.backups.backup(visit, NAME));
        fixture.delete(CONTOSO_VAULT);
        fixture.purge(CONTOSO_VAULT);

        fixture.restore(CONTOSO_VAULT, again);

        assertThat(fixture.versions(CONTOSO_VAULT)).hasSize(2);
        assertThat(fixture.signs(CONTOSO_VAULT, version)).isTrue();
    }

    @Test
    void a_backup_outlives_the_tenants_key() {
        keys.make("Signing", P_256);
        byte[] backup = fixture.backup();
        fixture.renewTenantKey();

        KeyVersion restored = fixture.restore(SECOND, backup);

        assertThat(fixture.signs(SECOND, restored)).isTrue();
    }

    @Test
    void a_restored_key_keeps_its_lifetime_and_what_is_blocked() {
        keys.make("Signing", P_256);
        Key before =
                keys.installation
                        .keys
                        .key(keys.installation.vault(CONTOSO_VAULT), NAME)
                        .orElseThrow();
        Lifetime lifetime = new Lifetime(null, null, null, Samples.NOW.plusSeconds(9));
        Key timed = before.with(lifetime);
        Key blocked = timed.withBlocked(Set.of("RSA1_5"));
        keys.installation.store.commit(keys.installation.keys.replace(before, timed));
        keys.installation.store.commit(keys.installation.keys.replace(timed, blocked));

        fixture.restore(SECOND, fixture.backup());

        Key restored =
                keys.installation.keys.key(keys.installation.vault(SECOND), NAME).orElseThrow();
        assertThat(restored.lifetime()).isEqualTo(lifetime);
        assertThat(restored.blocked()).containsExactly("RSA1_5");
    }

    @Test
    void a_backup_does_not_replace_a_key() {
        keys.make("Signing", P_256);
        byte[] backup = fixture.backup();

        assertThatThrownBy(() -> fixture.restore(CONTOSO_VAULT, backup))
                .is(refused(Problem.CONFLICT))
                .hasMessage(
                        "Key Signing already exists in this vault, and a backup does not replace a key.");
        fixture.delete(CONTOSO_VAULT);
        assertThatThrownBy(() -> fixture.restore(CONTOSO_VAULT, backup))
                .is(refused(Problem.OBJECT_DELETED));
    }

    @Test
    void a_key_that_takes_the_name_meanwhile_is_not_replaced() {
        keys.make("Signing", P_256);
        byte[] backup = fixture.backup();
        fixture.delete(CONTOSO_VAULT);
        fixture.purge(CONTOSO_VAULT);

        assertThatThrownBy(() ->
                        keys.performWhile(
                                Action.KEY_RESTORE,
                                contosoAdmin(),
                                () -> fixture.make(CONTOSO_VAULT),
                                visit -> keys.installation.backups.restore(visit, () -> backup)))
                .is(refused(Problem.CONFLICT));
        assertThat(fixture.versions(CONTOSO_VAULT)).hasSize(1);
    }

    @Test
    void a_key_that_is_deleted_meanwhile_gives_no_backup() {
        keys.make("Signing", P_256);

        assertThatThrownBy(() ->
                        keys.performWhile(
                                Action.KEY_BACKUP,
                                contosoAdmin(),
                                () -> fixture.delete(CONTOSO_VAULT),
                                visit -> keys.installation.backups.backup(visit, NAME)))
                .is(refused(Problem.KEY_NOT_FOUND));
        keys.assertDroppedThen("KeyNotFound");
    }

    @Test
    void only_a_live_key_is_backed_up() {
        assertThatThrownBy(fixture::backup).is(refused(Problem.KEY_NOT_FOUND));
        keys.make("Signing", P_256);
        fixture.delete(CONTOSO_VAULT);

        assertThatThrownBy(fixture::backup).is(refused(Problem.KEY_NOT_FOUND));
    }

    @Test
    void a_change_of_any_byte_is_seen_and_nothing_is_stored() {
        keys.make("Signing", P_256);
        byte[] backup = fixture.backup();

        for (int i = 0; i < backup.length; i++) {
            byte[] changed = backup.clone();
            changed[i] ^= (byte) (1 << i % 8);
            assertMalformed(SECOND, changed, "Backup blob is corrupt");
        }
        for (int length = 0; length < backup.length; length++) {
            assertMalformed(SECOND, Arrays.copyOf(backup, length), "Backup blob is corrupt");
        }
        assertMalformed(SECOND, Arrays.copyOf(backup, backup.length + 1), "Backup blob is corrupt");
        assertThat(fixture.versions(SECOND)).isEmpty();
        fixture.restore(SECOND, backup);
    }

    @Test
    void what_is_no_backup_is_corrupt() {
        for (String text : List.of("", "non-existing", "backup/1", "x".repeat(10_000))) {
            assertMalformed(
                    SECOND, text.getBytes(StandardCharsets.UTF_8), "Backup blob is corrupt.");
        }
    }

    @Test
    void a_backup_of_a_newer_format_says_so() {
        keys.make("Signing", P_256);
        byte[] backup = fixture.backup();
        backup["....backup/".length()] = '2';

        assertMalformed(
                SECOND,
                backup,
                "Backup blob is corrupt, or was written by a newer version of this service.");
    }

    @Test
    void a_backup_comes_back_in_its_tenant_and_geography_only() {
        keys.make("Signing", P_256);
        byte[] backup = fixture.backup();
        keys.installation.policies(FABRIKAM_VAULT, policy(ADMIN, Right.KEYS_RESTORE));

        assertMalformed(ABROAD, backup, "Cannot decrypt backup blob.");
        assertThatThrownBy(() -> fixture.restore(fabrikamAdmin(), FABRIKAM_VAULT, backup))
                .is(refused(Problem.MALFORMED_BACKUP))
                .hasMessage("Cannot decrypt backup blob.");
    }

    @Test
    void a_backup_of_another_hsm_does_not_come_back() {
        keys.make("Signing", P_256);
        byte[] backup = fixture.backup();
        KeyBackups otherSeal = fixture.with(new FakeSealer("another"), PoolName.LOCAL);
        KeyBackups otherPool = fixture.with(new FakeSealer(), new PoolName("other"));

        assertThatThrownBy(() -> fixture.restore(otherSeal, contosoAdmin(), SECOND, backup))
                .is(refused(Problem.MALFORMED_BACKUP))
                .hasMessage("Backup blob is corrupt.");
        assertThatThrownBy(() -> fixture.restore(otherPool, contosoAdmin(), SECOND, backup))
                .is(refused(Problem.MALFORMED_BACKUP))
                .hasMessage("Cannot decrypt backup blob.");
        assertThat(fixture.versions(SECOND)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {499, 500})
    void a_key_with_500_versions_is_backed_up_and_restored(int count) {
        make(count);

        fixture.restore(SECOND, fixture.backup());

        assertThat(fixture.versions(SECOND))
                .extracting(KeyVersion::id)
                .isEqualTo(ids(fixture.versions(CONTOSO_VAULT)))
                .hasSize(count);
    }

    @Test
    void a_key_with_501_versions_is_not_backed_up() {
        make(501);

        assertThatThrownBy(fixture::backup)
                .is(refused(Problem.BAD_PARAMETER))
                .hasMessage("Key Signing has more than 500 versions and cannot be backed up.");
    }

    @Test
    void a_backup_that_no_request_could_hold_is_not_made() {
        Map<String, String> large = new HashMap<>();
        for (int i = 0; i < 15; i++) {
            large.put("name-" + i, "\u20ac".repeat(250));
        }
        for (int i = 0; i < 372; i++) {
            keys.make("Signing", request(P_256, tags(large)));
        }

        assertThatThrownBy(fixture::backup)
                .is(refused(Problem.BAD_PARAMETER))
                .hasMessage("The backup of Signing is larger than 4194304 bytes.");
    }

    @Test
    void a_backup_shows_neither_name_of_a_tag_nor_a_version() {
        KeyVersion version = keys.make("Signing", request(P_256, tags(Map.of("owner", "pay"))));

        String text = new String(fixture.backup(), StandardCharsets.ISO_8859_1);

        assertThat(text).doesNotContain("owner", "pay", version.id().toString(), "key-version");
    }

    @Test
    void each_operation_needs_its_own_right_and_no_other() {
        keys.make("Signing", P_256);
        keys.allow(allBut(Right.KEYS_BACKUP));
        assertThatThrownBy(() -> fixture.backup(contosoApp()))
                .is(refused(Problem.FORBIDDEN_BY_POLICY));
        assertRecorded(Action.KEY_BACKUP, 403, "Signing");
        keys.allow(Right.KEYS_BACKUP);
        byte[] backup = fixture.backup(contosoApp());
        fixture.delete(CONTOSO_VAULT);
        fixture.purge(CONTOSO_VAULT);

        keys.allow(allBut(Right.KEYS_RESTORE));
        assertThatThrownBy(() ->
                        keys.perform(
                                Action.KEY_RESTORE,
                                contosoApp(),
                                visit ->
                                        keys.installation.backups.restore(
                                                visit,
                                                () -> {
                                                    throw new AssertionError("read");
                                                })))
                .is(refused(Problem.FORBIDDEN_BY_POLICY));
        keys.allow(Right.KEYS_RESTORE);

        fixture.restore(contosoApp(), CONTOSO_VAULT, backup);

        assertRecorded(Action.KEY_RESTORE, 200, "Signing");
    }

    @Test
    void the_log_says_which_backup_was_restored() {
        VersionId version = keys.make("Signing", P_256).id();
        byte[] backup = fixture.backup();
        String id = keys.installation.trail.last().details().get("backup");

        fixture.restore(SECOND, backup);

        AuditEvent restored = keys.installation.trail.last();
        assertThat(restored.details()).containsEntry("backup", id);
        assertThat(restored.target().version()).isEqualTo(version.toString());
        assertThat(id).hasSize(36);
    }

    private void make(int count) {
        for (int i = 0; i < count; i++) {
            keys.make("Signing", P_256);
        }
    }

    private static List<VersionId> ids(List<KeyVersion> versions) {
        return versions.stream().map(KeyVersion::id).toList();
    }

    private void assertMalformed(VaultName vault, byte[] backup, String message) {
        assertThatThrownBy(() -> fixture.restore(vault, backup))
                .is(refused(Problem.MALFORMED_BACKUP))
                .hasMessageStartingWith(message);
    }

    private void assertRecorded(Action action, int status, String object) {
        AuditEvent last = keys.installation.trail.last();
        assertThat(last.action()).isEqualTo(action);
        assertThat(last.outcome().status()).isEqualTo(status);
        assertThat(last.target().object()).isEqualTo(object);
    }
}
