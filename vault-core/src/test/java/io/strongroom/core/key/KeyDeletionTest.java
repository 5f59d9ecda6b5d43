package io.strongroom.core.key;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.core.Samples.CONTOSO_VAULT;
import static io.strongroom.core.Samples.NOW;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.Samples.contosoApp;
import static io.strongroom.core.key.KeyFixture.DIGEST;
import static io.strongroom.core.key.KeyFixture.EC;
import static io.strongroom.core.key.KeyFixture.P_256;
import static io.strongroom.core.key.KeyFixture.RSA_2048;
import static io.strongroom.core.key.KeyFixture.allBut;
import static io.strongroom.core.key.KeyFixture.enabled;
import static io.strongroom.core.key.KeyFixture.reference;
import static io.strongroom.core.key.KeyFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Page;
import io.strongroom.core.PageRequest;
import io.strongroom.core.Problem;
import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.permission.Right;
import io.strongroom.core.recovery.Presence.Deleted;
import io.strongroom.core.vault.Vault;
import io.strongroom.core.vault.VaultSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class KeyDeletionTest {
    private static final ObjectName NAME = EC.name();
    private final KeyFixture keys = new KeyFixture();

    @Test
    void a_deleted_key_is_shown_with_its_times_and_its_current_version() {
        keys.make("ec", P_256);
        KeyVersion second = keys.make("ec", P_256);

        FoundKey deleted = delete(NAME);

        assertThat(deleted.version()).isEqualTo(second);
        assertThat(deleted.key().presence())
                .isEqualTo(new Deleted(NOW, NOW.plus(Duration.ofDays(90))));
        assertThat(getDeleted(NAME)).isEqualTo(deleted);
        assertThat(listDeleted().items()).containsExactly(deleted);
        assertThat(keys.list(contosoAdmin(), 25, null).items()).isEmpty();
        assertThat(keys.versions(contosoAdmin(), "ec", 25, null).items()).isEmpty();
    }

    @Test
    void the_retention_is_the_vaults() {
        keys.make("ec", P_256);
        settings(7, false);

        assertThat(delete(NAME).key().presence())
                .isEqualTo(new Deleted(NOW, NOW.plus(Duration.ofDays(7))));
    }

    @Test
    void a_deletion_is_in_whole_seconds() {
        keys.make("ec", P_256);
        keys.installation.clock.advance(Duration.ofMillis(1999));

        assertThat(delete(NAME).key().presence())
                .isEqualTo(new Deleted(NOW.plusSeconds(1), NOW.plusSeconds(1 + 90 * 86_400L)));
    }

    @Test
    void no_version_of_a_deleted_key_is_used_read_or_changed() {
        KeyVersion first = keys.make("ec", P_256);
        KeyVersion second = keys.make("ec", P_256);
        keys.allowEveryUse();
        delete(NAME);

        for (ObjectReference key :
                List.of(EC, reference("ec", first.id()), reference("ec", second.id()))) {
            assertThatThrownBy(() -> sign(key))
                    .is(refused(Problem.KEY_NOT_FOUND))
                    .hasMessageStartingWith("A key with (name/id) %s was not found", key);
            assertThatThrownBy(() -> keys.get(key)).is(refused(Problem.KEY_NOT_FOUND));
            assertThatThrownBy(() -> keys.update(key, enabled(true)))
                    .is(refused(Problem.KEY_NOT_FOUND));
        }
        assertThatThrownBy(() -> delete(NAME)).is(refused(Problem.KEY_NOT_FOUND));
    }

    @Test
    void every_use_of_a_deleted_key_is_refused() {
        keys.make("rsa", RSA_2048);
        keys.allowEveryUse();
        delete(KeyFixture.RSA.name());

        for (KeyOperation operation : List.of(KeyOperation.SIGN, KeyOperation.VERIFY)) {
            assertThatThrownBy(() -> keys.use(operation)).is(refused(Problem.KEY_NOT_FOUND));
        }
        assertThatThrownBy(() -> keys.use(KeyOperation.ENCRYPT)).is(refused(Problem.KEY_NOT_FOUND));
        assertThatThrownBy(() -> keys.use(KeyOperation.WRAP_KEY))
                .is(refused(Problem.KEY_NOT_FOUND));
        assertThatThrownBy(() -> keys.decrypt(KeyFixture.RSA, KeyOperation.DECRYPT, new byte[256]))
                .is(refused(Problem.KEY_NOT_FOUND));
        assertThatThrownBy(
                        () -> keys.decrypt(KeyFixture.RSA, KeyOperation.UNWRAP_KEY, new byte[256]))
                .is(refused(Problem.KEY_NOT_FOUND));
    }

    @Test
    void a_key_that_is_deleted_while_a_version_signs_gives_no_signature() {
        KeyVersion first = keys.make("ec", P_256);
        keys.make("ec", P_256);
        keys.allowEveryUse();
        ObjectReference named = reference("ec", first.id());

        assertThatThrownBy(() ->
                        keys.performWhile(
                                Action.KEY_SIGN,
                                contosoApp(),
                                () -> delete(NAME),
                                visit ->
                                        keys.usage.sign(
                                                visit, named, SignatureAlgorithm.ES256, DIGEST)))
                .is(refused(Problem.KEY_NOT_FOUND));

        keys.assertDroppedThen("KeyNotFound");
    }

    @Test
    void a_key_that_is_purged_while_a_version_signs_gives_no_signature_and_no_alarm() {
        KeyVersion first = keys.make("ec", P_256);
        keys.allowEveryUse();
        ObjectReference named = reference("ec", first.id());

        assertThatThrownBy(() ->
                        keys.performWhile(
                                Action.KEY_SIGN,
                                contosoApp(),
                                () -> {
                                    delete(NAME);
                                    purge(NAME);
                                },
                                visit ->
                                        keys.usage.sign(
                                                visit, named, SignatureAlgorithm.ES256, DIGEST)))
                .is(refused(Problem.KEY_NOT_FOUND));

        keys.assertDroppedThen("KeyNotFound");
    }

    @Test
    void the_name_of_a_deleted_key_is_not_given_again() {
        keys.make("ec", P_256);
        delete(NAME);

        assertThatThrownBy(() -> keys.make("EC", P_256))
                .is(refused(Problem.OBJECT_DELETED))
                .hasMessage(
                        "Key ec is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the key can only be recovered or purged.");
        assertThat(getDeleted(NAME).key().generation()).isEqualTo(2);
    }

    @Test
    void a_recovered_key_is_as_it_was() {
        KeyVersion first = keys.make("ec", P_256);
        keys.update(EC, enabled(false));
        KeyVersion second = keys.make("ec", P_256);
        keys.allowEveryUse();
        delete(NAME);

        assertThat(recover(NAME)).isEqualTo(second);

        assertThat(keys.get(EC)).isEqualTo(second);
        assertThat(keys.get(reference("ec", first.id())).attributes().enabled()).isFalse();
        assertThat(keys.versions(contosoAdmin(), "ec", 25, null).items()).hasSize(2);
        assertThat(listDeleted().items()).isEmpty();
        assertThat(sign(EC).version()).isEqualTo(second);
        assertThatThrownBy(() -> recover(NAME)).is(refused(Problem.KEY_NOT_FOUND));
    }

    @Test
    void a_purged_key_is_gone_with_all_of_its_versions() {
        KeyVersion first = keys.make("ec", P_256);
        keys.make("ec", P_256);
        delete(NAME);

        purge(NAME);

        assertNotDeleted(() -> getDeleted(NAME));
        assertNotDeleted(() -> recover(NAME));
        assertNotDeleted(() -> purge(NAME));
        assertThat(listDeleted().items()).isEmpty();
        assertThatThrownBy(() -> keys.get(EC)).is(refused(Problem.KEY_NOT_FOUND));
        assertThatThrownBy(() -> keys.get(reference("ec", first.id())))
                .is(refused(Problem.KEY_NOT_FOUND));
    }

    @Test
    void the_name_of_a_purged_key_is_free() {
        KeyVersion purged = keys.make("ec", P_256);
        delete(NAME);
        purge(NAME);

        KeyVersion made = keys.make("Ec", RSA_2048);

        assertThat(made.key().name().value()).isEqualTo("Ec");
        assertThat(keys.get(EC)).isEqualTo(made);
        assertThat(keys.versions(contosoAdmin(), "ec", 25, null).items()).containsExactly(made);
        assertThatThrownBy(() -> keys.get(reference("ec", purged.id())))
                .is(refused(Problem.KEY_NOT_FOUND));
        KeyVersion second = keys.make("ec", P_256);
        assertThat(keys.versions(contosoAdmin(), "ec", 25, null).items())
                .containsExactly(made, second);
    }

    @Test
    void what_is_not_deleted_is_not_recovered_or_purged() {
        keys.make("ec", P_256);

        for (ObjectName name : List.of(NAME, new ObjectName("none"))) {
            assertNotDeleted(() -> getDeleted(name));
            assertNotDeleted(() -> recover(name));
            assertNotDeleted(() -> purge(name));
        }
        assertThat(keys.get(EC).id()).isNotNull();
    }

    @Test
    void purge_protection_lets_nobody_purge() {
        keys.make("ec", P_256);
        settings(90, true);
        delete(NAME);

        assertThatThrownBy(() -> purge(NAME))
                .is(refused(Problem.PURGE_PROTECTED))
                .hasMessage(
                        "Operation \"purge\" is not allowed because purge protection is enabled for this vault. Key Vault service will automatically purge it after the retention period has passed.\r\nVault: contoso-demo;location=local");
        assertThat(keys.installation.trail.last().outcome().status()).isEqualTo(403);
        assertThat(recover(NAME)).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = Right.class,
            names = {"KEYS_DELETE", "KEYS_GET", "KEYS_LIST", "KEYS_RECOVER", "KEYS_PURGE"})
    void each_operation_needs_its_own_right_and_no_other(Right right) {
        keys.make("ec", P_256);
        if (right != Right.KEYS_DELETE) {
            delete(NAME);
        }
        keys.allow(allBut(right));
        assertThatThrownBy(() -> perform(right, contosoApp()))
                .is(refused(Problem.FORBIDDEN_BY_POLICY));
        AuditEvent refusal = keys.installation.trail.last();
        assertThat(refusal.action()).isEqualTo(action(right));
        assertThat(refusal.outcome().signature()).isEqualTo("ForbiddenByPolicy");

        keys.allow(right);
        perform(right, contosoApp());

        AuditEvent done = keys.installation.trail.last();
        assertThat(done.action()).isEqualTo(action(right));
        assertThat(done.outcome().status()).isEqualTo(right == Right.KEYS_PURGE ? 204 : 200);
        if (right != Right.KEYS_LIST) {
            assertThat(done.target().object()).isEqualTo("ec");
        }
    }

    @Test
    void of_a_delete_and_a_new_version_at_once_none_is_lost() {
        keys.make("ec", P_256);

        assertThatThrownBy(() ->
                        keys.performWhile(
                                Action.KEY_CREATE,
                                contosoAdmin(),
                                () -> delete(NAME),
                                visit -> keys.lifecycle.create(visit, NAME, request(P_256))))
                .is(refused(Problem.OBJECT_DELETED));
    }

    @Test
    void of_a_recovery_and_a_purge_at_once_one_is_made() {
        keys.make("ec", P_256);
        delete(NAME);

        assertThatThrownBy(() ->
                        keys.performWhile(
                                Action.KEY_PURGE,
                                contosoAdmin(),
                                () -> recover(NAME),
                                visit -> keys.lifecycle.purge(visit, NAME)))
                .is(refused(Problem.KEY_NOT_FOUND));

        assertThat(keys.get(EC)).isNotNull();
    }

    private void perform(Right right, Caller caller) {
        switch (right) {
            case KEYS_DELETE ->
                    keys.perform(Action.KEY_DELETE, caller, v -> keys.lifecycle.delete(v, NAME));
            case KEYS_GET ->
                    keys.perform(
                            Action.KEY_GET_DELETED,
                            caller,
                            v -> keys.lifecycle.getDeleted(v, NAME));
            case KEYS_LIST ->
                    keys.perform(
                            Action.KEY_LIST_DELETED,
                            caller,
                            v -> keys.lifecycle.listDeleted(v, new PageRequest(25, null)));
            case KEYS_RECOVER ->
                    keys.perform(Action.KEY_RECOVER, caller, v -> keys.lifecycle.recover(v, NAME));
            default -> keys.perform(Action.KEY_PURGE, caller, v -> keys.lifecycle.purge(v, NAME));
        }
    }

    private static Action action(Right right) {
        return switch (right) {
            case KEYS_DELETE -> Action.KEY_DELETE;
            case KEYS_GET -> Action.KEY_GET_DELETED;
            case KEYS_LIST -> Action.KEY_LIST_DELETED;
            case KEYS_RECOVER -> Action.KEY_RECOVER;
            default -> Action.KEY_PURGE;
        };
    }

    private static void assertNotDeleted(Runnable operation) {
        assertThatThrownBy(operation::run)
                .is(refused(Problem.KEY_NOT_FOUND))
                .hasMessageMatching(
                        "Deleted Key not found: (ec|none)|A key with \\(name/id\\) (ec|none) was not found .*");
    }

    private FoundKey delete(ObjectName name) {
        return keys.perform(
                Action.KEY_DELETE, contosoAdmin(), visit -> keys.lifecycle.delete(visit, name));
    }

    private FoundKey getDeleted(ObjectName name) {
        return keys.perform(
                Action.KEY_GET_DELETED,
                contosoAdmin(),
                visit -> keys.lifecycle.getDeleted(visit, name));
    }

    private Page<FoundKey> listDeleted() {
        return keys.perform(
                Action.KEY_LIST_DELETED,
                contosoAdmin(),
                visit -> keys.lifecycle.listDeleted(visit, new PageRequest(25, null)));
    }

    private KeyVersion recover(ObjectName name) {
        return keys.perform(
                Action.KEY_RECOVER, contosoAdmin(), visit -> keys.lifecycle.recover(visit, name));
    }

    private void purge(ObjectName name) {
        keys.perform(Action.KEY_PURGE, contosoAdmin(), visit -> keys.lifecycle.purge(visit, name));
    }

    private KeyUsage.Result sign(ObjectReference key) {
        return keys.sign(key, SignatureAlgorithm.ES256, DIGEST);
    }

    private void settings(int retentionDays, boolean purgeProtection) {
        Vault before = keys.installation.vault(CONTOSO_VAULT).vault();
        VaultSettings settings =
                before.settings()
                        .changedBy(
                                new VaultSettings.Changes(
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        retentionDays,
                                        purgeProtection,
                                        null,
                                        null,
                                        null));
        keys.installation.store.commit(
                keys.installation.vaults.replace(before, Samples.with(before, settings)));
    }
}
