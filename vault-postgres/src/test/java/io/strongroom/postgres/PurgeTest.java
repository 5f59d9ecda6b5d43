package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.PageRequest;
import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.recovery.Presence;
import io.strongroom.core.state.FakeSealer;
import io.strongroom.core.vault.OpenVault;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a purge leaves in the database, and what an administrator of the database can make of it.
class PurgeTest {
    private static final PostgresStore STORE = new PostgresStore();

    /// The second node: its caches are its own.
    private final PostgresKeyRepository other =
            new PostgresKeyRepository(STORE.connections, new FakeSealer());

    @SuppressWarnings("NullAway.Init") // made before each test
    private Stored victim;

    @AfterAll
    static void close() {
        STORE.close();
    }

    @BeforeEach
    void makeVictim() {
        victim = Stored.victim(STORE);
    }

    @Test
    void no_blob_is_left() {
        Key deleted = deleted();
        assertThat(versions()).isEqualTo(1);

        purge(deleted);

        assertThat(versions()).isZero();
    }

    @Test
    void a_node_that_has_the_key_in_its_cache_finds_it_gone_without_an_alarm() {
        other.find(victim.open(), name(), null, false);
        other.find(victim.open(), name(), version(), false);

        purge(deleted());

        assertThat(other.find(victim.open(), name(), null, true)).isEmpty();
        assertThat(other.find(victim.open(), name(), version(), true)).isEmpty();
        assertThat(other.find(victim.open(), name(), version(), false)).isEmpty();
    }

    @Test
    void a_node_that_has_the_key_in_its_cache_finds_the_new_one_of_the_name() {
        other.find(victim.open(), name(), null, false);
        other.find(victim.open(), name(), version(), false);
        KeyVersion made = made(purge(deleted()));

        assertThat(other.find(victim.open(), name(), version(), true)).isEmpty();
        assertThat(other.find(victim.open(), name(), null, true).orElseThrow().version())
                .isEqualTo(made);
        assertThat(other.key(victim.open(), name())).isPresent();
    }

    @Test
    void guards_of_a_purged_version_fail_without_an_alarm() {
        purge(deleted());

        long key = STORE.generation(victim.key().subject()).orElseThrow();
        long version = STORE.generation(version().value()).orElseThrow();
        assertThat(victim.key().guard().holds(key)).isFalse();
        assertThat(victim.version().guard().holds(version)).isFalse();
    }

    @Test
    void versions_that_are_put_back_are_refused() {
        Key deleted = deleted();
        remember();
        purge(deleted);

        putBack("key_version");

        assertEdited(() -> find(null));
        assertEdited(() -> find(version()));
    }

    @Test
    void a_key_that_is_put_back_with_its_versions_is_refused() {
        Key deleted = deleted();
        remember();
        purge(deleted);

        putBack("key_version");
        STORE.tamper("DELETE FROM key WHERE subject = ?", victim.key().subject());
        putBack("key");

        assertEdited(() -> find(null));
        assertEdited(() -> find(version()));
        assertEdited(() -> STORE.keys.listDeleted(victim.open(), new PageRequest(10, null)));
    }

    @Test
    void versions_that_are_put_back_under_a_new_key_of_the_name_are_refused() {
        Key deleted = deleted();
        remember();
        made(purge(deleted));

        putBack("key_version");

        assertThat(STORE.keys.find(victim.open(), name(), null, true)).isPresent();
        assertEdited(() -> find(version()));
        assertEdited(() -> STORE.keys.versions(victim.open(), name(), new PageRequest(10, null)));
    }

    @Test
    void a_version_that_was_removed_is_not_taken_for_a_purged_one() {
        other.find(victim.open(), name(), version(), false);

        STORE.tamper("DELETE FROM key_version WHERE version = ?", version().value());

        assertEdited(() -> other.find(victim.open(), name(), version(), true));
    }

    @Test
    void a_purge_whose_rows_a_trigger_keeps_back_is_not_made() {
        Key deleted = deleted();
        STORE.tamper(
                "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'");
        STORE.tamper(
                "CREATE TRIGGER keep BEFORE DELETE ON key_version FOR EACH ROW EXECUTE FUNCTION keep()");
        try {
            assertEdited(() -> purge(deleted));
        } finally {
            STORE.tamper("DROP TRIGGER keep ON key_version");
        }

        assertThat(STORE.keys.key(victim.open(), name())).contains(deleted);
        assertThat(versions()).isEqualTo(1);
    }

    @Test
    void the_service_removes_versions_of_its_tenants_purged_keys_only() throws SQLException {
        assertThat(removed(victim)).isZero();
        deleted();
        assertThat(removed(victim)).isZero();
        STORE.tamper(
                "UPDATE key SET presence = 'purged' WHERE subject = ?", victim.key().subject());
        assertThat(removed(Stored.victim(STORE))).isZero();

        assertThat(removed(victim)).isEqualTo(1);
    }

    @Test
    void only_keys_that_are_due_by_the_clock_of_the_database_are_found() {
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        Key deleted =
                victim.key()
                        .with(new Presence.Deleted(Instant.now(), Instant.now().plusSeconds(3600)));
        commit(victim, deleted);

        assertThat(STORE.keys.due(tomorrow, 1000)).doesNotContain(victim.key().id());
    }

    @Test
    void the_task_sees_no_key_that_is_not_due() throws SQLException {
        deleted();
        try (Connection app = STORE.database.asApp()) {
            app.setAutoCommit(false);
            try (PreparedStatement look =
                    app.prepareStatement(
                            """
                            SELECT set_config('strongroom.tenant', ?, true), set_config('strongroom.due', '0', true)
                            """)) {
                look.setString(1, new UUID(0, 0).toString());
                look.execute();
            }
            try (PreparedStatement look = app.prepareStatement("SELECT 1 FROM key");
                    var rows = look.executeQuery()) {
                assertThat(rows.next()).isFalse();
            }
        }
    }

    private long removed(Stored tenant) throws SQLException {
        try (Connection app = STORE.database.asApp()) {
            app.setAutoCommit(false);
            try (PreparedStatement setting =
                    app.prepareStatement("SELECT set_config('strongroom.tenant', ?, true)")) {
                setting.setString(1, tenant.tenant().id().toString());
                setting.execute();
            }
            try (PreparedStatement delete = app.prepareStatement("DELETE FROM key_version")) {
                return delete.executeUpdate();
            } finally {
                app.rollback();
            }
        }
    }

    private Key deleted() {
        Key deleted = victim.key().with(Presence.Deleted.since(Samples.NOW, Duration.ofDays(90)));
        return commit(victim, deleted);
    }

    private static Key commit(Stored stored, Key deleted) {
        assertThat(STORE.commit(stored.tenant().id(), STORE.keys.replace(stored.key(), deleted)))
                .isTrue();
        return deleted;
    }

    private Key purge(Key deleted) {
        Key purged = deleted.with(new Presence.Purged());
        assertThat(STORE.commit(victim.tenant().id(), STORE.keys.purge(deleted, purged))).isTrue();
        return purged;
    }

    /// A new key of the purged one's name.
    private KeyVersion made(Key purged) {
        OpenVault vault = victim.open();
        KeyVersion plain = Samples.ec256Key(vault, "Victim");
        KeyVersion version =
                new KeyVersion(
                        plain.wrapped(),
                        plain.protection(),
                        plain.attributes(),
                        purged.generation() + 1,
                        1);
        Key reborn = purged.reborn(version);
        assertThat(
                        STORE.commit(
                                vault.tenant().id(),
                                STORE.keys.addVersion(purged, reborn, version)))
                .isTrue();
        return version;
    }

    private void remember() {
        STORE.tamper("DROP TABLE IF EXISTS before_key, before_key_version");
        STORE.tamper("CREATE TABLE before_key AS SELECT * FROM key");
        STORE.tamper("CREATE TABLE before_key_version AS SELECT * FROM key_version");
    }

    private void putBack(String table) {
        assertThat(
                        STORE.tamper(
                                "INSERT INTO %1$s SELECT * FROM before_%1$s WHERE vault_id = ?"
                                        .formatted(table),
                                victim.vault().id().value()))
                .isEqualTo(1);
    }

    private int versions() {
        return STORE.tamper(
                "UPDATE key_version SET ordinal = ordinal WHERE vault_id = ?",
                victim.vault().id().value());
    }

    private void find(@Nullable VersionId version) {
        STORE.keys.find(victim.open(), name(), version, true);
    }

    private ObjectName name() {
        return victim.key().id().name();
    }

    private VersionId version() {
        return victim.version().id();
    }

    private static void assertEdited(ThrowingCallable read) {
        assertThatThrownBy(read).isInstanceOf(VaultException.Integrity.class);
    }
}
