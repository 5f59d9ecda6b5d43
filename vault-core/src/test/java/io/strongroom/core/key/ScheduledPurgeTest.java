package io.strongroom.core.key;

import static io.strongroom.core.Samples.CONTOSO_VAULT;
import static io.strongroom.core.Samples.NOW;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.key.KeyFixture.P_256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.recovery.Presence;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.Vault;
import io.strongroom.core.vault.VaultSettings;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ScheduledPurgeTest {
    private static final Duration RETENTION = Duration.ofDays(90);
    private final KeyFixture keys = new KeyFixture();
    private final OpenVault vault = keys.installation.vault(CONTOSO_VAULT);
    private final ScheduledPurge purge = purge();

    @Test
    void a_deleted_key_is_purged_at_the_end_of_its_retention_and_not_before() {
        deleted("ec");

        keys.installation.clock.advance(RETENTION.minusSeconds(1));
        purge.run();
        assertThat(presence("ec")).isInstanceOf(Presence.Deleted.class);

        keys.installation.clock.advance(Duration.ofSeconds(1));
        purge.run();
        assertThat(presence("ec")).isInstanceOf(Presence.Purged.class);
    }

    @Test
    void the_record_of_a_purge_names_the_service_and_the_key() {
        deleted("Ec");
        keys.installation.clock.advance(RETENTION);

        purge.run();

        AuditEvent event = keys.installation.trail.last();
        assertThat(event.action()).isEqualTo(Action.KEY_PURGE);
        assertThat(event.outcome().status()).isEqualTo(204);
        assertThat(event.caller()).isEqualTo(Caller.service(Samples.CONTOSO, "purge"));
        assertThat(event.request().uri()).isEqualTo("strongroom:tasks/purge");
        assertThat(event.request().received()).isEqualTo(NOW.plus(RETENTION));
        assertThat(event.target().tenant()).isEqualTo(Samples.CONTOSO);
        assertThat(event.target().vault()).isEqualTo("contoso-demo");
        assertThat(event.target().object()).isEqualTo("Ec");
    }

    @Test
    void all_that_is_due_is_purged_in_one_run_however_much_it_is() {
        IntStream.range(0, 201).forEach(i -> deleted("key-" + i));
        keys.make("live", P_256);
        keys.installation.clock.advance(RETENTION);

        purge.run();

        assertThat(keys.installation.keys.due(keys.installation.clock.instant(), 1)).isEmpty();
        assertThat(presence("live")).isInstanceOf(Presence.Live.class);
    }

    @Test
    void a_key_of_a_deleted_vault_is_purged_too() {
        deleted("ec");
        Vault before = keys.installation.vault(CONTOSO_VAULT).vault();
        replace(before, Samples.deleted(before));
        keys.installation.clock.advance(RETENTION);

        purge.run();

        assertThat(presence("ec")).isInstanceOf(Presence.Purged.class);
    }

    @Test
    void purge_protection_ends_with_the_retention() {
        deleted("ec");
        Vault before = keys.installation.vault(CONTOSO_VAULT).vault();
        VaultSettings.Changes protection =
                new VaultSettings.Changes(
                        null, null, null, null, null, null, true, null, null, null);
        replace(before, Samples.with(before, before.settings().changedBy(protection)));
        keys.installation.clock.advance(RETENTION);

        purge.run();

        assertThat(presence("ec")).isInstanceOf(Presence.Purged.class);
    }

    private void replace(Vault before, Vault after) {
        keys.installation.store.commit(keys.installation.vaults.replace(before, after));
    }

    @Test
    void a_recovered_key_is_not_purged() {
        deleted("ec");
        keys.perform(
                Action.KEY_RECOVER,
                contosoAdmin(),
                visit -> keys.lifecycle.recover(visit, new ObjectName("ec")));
        int records = keys.installation.trail.events().size();
        keys.installation.clock.advance(RETENTION);

        purge.run();

        assertThat(presence("ec")).isInstanceOf(Presence.Live.class);
        assertThat(keys.installation.trail.events()).hasSize(records);
    }

    @Test
    void two_runs_at_once_purge_once() {
        deleted("ec");
        keys.installation.clock.advance(RETENTION);
        purge.run();
        long generation = key("ec").generation();

        purge().run();

        assertThat(key("ec").generation()).isEqualTo(generation);
    }

    @Test
    void a_key_that_cannot_be_purged_does_not_keep_the_others_and_fails_the_run() {
        deleted("ec");
        OpenVault fabrikams = keys.installation.vault(Samples.FABRIKAM_VAULT);
        Key other = deletedAt(fabrikams);
        keys.installation.vaults.edit(CONTOSO_VAULT);
        keys.installation.clock.advance(RETENTION);

        assertThatThrownBy(purge::run).isInstanceOf(VaultException.Integrity.class);

        assertThat(keys.installation.trail.events())
                .extracting(event -> event.target().tenant(), event -> event.outcome().status())
                .contains(tuple(Samples.CONTOSO, 500), tuple(Samples.FABRIKAM, 204));
        assertThat(keys.installation.keys.key(fabrikams, other.id().name()).orElseThrow())
                .isEqualTo(other.with(new Presence.Purged()));
    }

    /// A deleted key of another vault, which is due at the same time.
    private Key deletedAt(OpenVault other) {
        KeyVersion version = Samples.ec256Key(other, "ec");
        Key key = Samples.keyOf(version);
        keys.installation.store.commit(keys.installation.keys.add(key, version));
        Key deleted = key.with(new Presence.Deleted(NOW, NOW.plus(RETENTION)));
        keys.installation.store.commit(keys.installation.keys.replace(key, deleted));
        return deleted;
    }

    @Test
    void it_runs_each_minute() {
        assertThat(purge.name()).isEqualTo("purge");
        assertThat(List.of(purge.interval(), purge.limit()))
                .containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(10));
    }

    private ScheduledPurge purge() {
        return new ScheduledPurge(
                keys.installation.operations,
                keys.installation.vaults,
                keys.installation.keys,
                UUID::randomUUID,
                keys.installation.clock);
    }

    private void deleted(String name) {
        keys.make(name, P_256);
        keys.perform(
                Action.KEY_DELETE,
                contosoAdmin(),
                visit -> keys.lifecycle.delete(visit, new ObjectName(name)));
    }

    private Key key(String name) {
        return keys.installation.keys.key(vault, new ObjectName(name)).orElseThrow();
    }

    private Presence presence(String name) {
        return key(name).presence();
    }
}
