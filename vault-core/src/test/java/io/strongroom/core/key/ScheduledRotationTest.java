package io.strongroom.core.key;

import static io.strongroom.core.Samples.CONTOSO;
import static io.strongroom.core.Samples.CONTOSO_VAULT;
import static io.strongroom.core.Samples.NOW;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.key.KeyFixture.P_256;
import static io.strongroom.core.key.KeyFixture.current;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.strongroom.core.PageRequest;
import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.rotation.IsoDuration;
import io.strongroom.core.rotation.RotationPolicy.Changes;
import io.strongroom.core.rotation.RotationTrigger.AfterCreate;
import io.strongroom.core.rotation.RotationTrigger.BeforeExpiry;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What rotation policies say is done when it is due.
final class ScheduledRotationTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Changes EACH_90_DAYS =
            new Changes(new AfterCreate(new IsoDuration("P90D")), null, new IsoDuration("P180D"));
    private static final Changes BEFORE_EXPIRY =
            new Changes(
                    new BeforeExpiry(new IsoDuration("P10D")),
                    new IsoDuration("P20D"),
                    new IsoDuration("P100D"));
    private final KeyFixture keys = new KeyFixture();
    private final Keys rules =
            new Keys(
                    keys.installation.keys,
                    keys.installation.events,
                    keys.installation.provider,
                    UUID::randomUUID,
                    keys.installation.clock);
    private final KeyRotation rotation = new KeyRotation(keys.installation.keys, rules);

    @Test
    void a_key_is_rotated_when_its_policy_says_and_not_before() {
        KeyVersion first = keys.make("ec", P_256);
        setPolicy("ec", EACH_90_DAYS);

        advance(DAY.multipliedBy(90).minusSeconds(1));
        run();
        assertThat(versions("ec")).hasSize(1);

        advance(Duration.ofSeconds(1));
        run();
        KeyVersion second = keys.get(current("ec"));
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.attributes().expires()).isEqualTo(NOW.plus(DAY.multipliedBy(270)));
        run();
        assertThat(versions("ec")).hasSize(2);
    }

    @Test
    void the_record_of_a_rotation_names_the_policy_as_the_caller_and_the_new_version() {
        keys.make("Ec", P_256);
        setPolicy("ec", EACH_90_DAYS);
        advance(DAY.multipliedBy(90));

        run();

        AuditEvent event = keys.installation.trail.last();
        assertThat(event.action()).isEqualTo(Action.KEY_ROTATE_IF_DUE);
        assertThat(event.outcome().succeeded()).isTrue();
        assertThat(event.caller()).isEqualTo(Caller.service(CONTOSO, "rotation-policy"));
        assertThat(event.request().uri()).isEqualTo("strongroom:tasks/rotation-policy");
        assertThat(event.target().vault()).isEqualTo("contoso-demo");
        assertThat(event.target().object()).isEqualTo("Ec");
        assertThat(event.target().version())
                .isEqualTo(keys.stored(new ObjectName("ec"), null).id().toString());
    }

    @Test
    void times_that_were_missed_are_caught_up_with_one_new_version() {
        keys.make("ec", P_256);
        setPolicy("ec", EACH_90_DAYS);
        advance(DAY.multipliedBy(1000));

        run();

        assertThat(versions("ec")).hasSize(2);
        assertThat(acts()).containsExactly(Action.KEY_ROTATE_IF_DUE);
        run();
        assertThat(versions("ec")).hasSize(2);
    }

    @Test
    void it_is_told_of_the_end_and_the_key_rotated_in_the_order_of_their_times() {
        keys.make("ec", expiring(NOW.plus(DAY.multipliedBy(100))));
        setPolicy("ec", BEFORE_EXPIRY);

        advance(DAY.multipliedBy(80));
        run();
        assertThat(acts()).containsExactly(Action.KEY_NEAR_EXPIRY);
        advance(DAY.multipliedBy(10));
        run();
        assertThat(acts()).containsExactly(Action.KEY_NEAR_EXPIRY, Action.KEY_ROTATE_IF_DUE);
        advance(DAY.multipliedBy(10));
        run();
        assertThat(acts()).hasSize(2); // of the version before it is not told that it expired
    }

    @Test
    void without_a_policy_it_is_told_once_that_a_key_is_about_to_expire_and_that_it_has() {
        keys.make("ec", expiring(NOW.plus(DAY.multipliedBy(40))));

        advance(DAY.multipliedBy(10).minusSeconds(1));
        run();
        assertThat(acts()).isEmpty();
        advance(Duration.ofSeconds(1));
        run();
        run();
        assertThat(acts()).containsExactly(Action.KEY_NEAR_EXPIRY);
        advance(DAY.multipliedBy(30));
        run();
        run();
        assertThat(acts()).containsExactly(Action.KEY_NEAR_EXPIRY, Action.KEY_EXPIRED);
        assertThat(versions("ec")).hasSize(1);
    }

    @Test
    void what_was_missed_of_a_version_is_told_in_one_run() {
        keys.make("ec", expiring(NOW.plus(DAY.multipliedBy(40))));
        advance(DAY.multipliedBy(400));

        run();

        assertThat(acts()).containsExactly(Action.KEY_NEAR_EXPIRY, Action.KEY_EXPIRED);
    }

    @Test
    void an_end_that_is_set_later_counts() {
        keys.make("ec", P_256);
        keys.update(current("ec"), end(NOW.plus(DAY.multipliedBy(40))));
        advance(DAY.multipliedBy(10));
        run();
        assertThat(acts()).containsExactly(Action.KEY_NEAR_EXPIRY);

        keys.update(current("ec"), end(NOW.plus(DAY.multipliedBy(90))));
        run();
        assertThat(acts()).hasSize(1);
        advance(DAY.multipliedBy(50));
        run();
        assertThat(acts()).containsExactly(Action.KEY_NEAR_EXPIRY, Action.KEY_NEAR_EXPIRY);
    }

    @Test
    void the_end_of_an_older_version_does_not_count() {
        KeyVersion first = keys.make("ec", P_256);
        keys.make("ec", P_256);
        keys.update(KeyFixture.reference("ec", first.id()), end(NOW.plus(DAY)));
        advance(DAY.multipliedBy(2));

        run();

        assertThat(acts()).isEmpty();
    }

    @Test
    void a_disabled_key_is_rotated_once_it_is_enabled() {
        keys.make("ec", P_256);
        setPolicy("ec", EACH_90_DAYS);
        keys.update(current("ec"), KeyFixture.enabled(false));
        advance(DAY.multipliedBy(100));
        run();
        assertThat(versions("ec")).hasSize(1);

        keys.update(current("ec"), KeyFixture.enabled(true));
        run();

        assertThat(versions("ec")).hasSize(2);
        assertThat(acts()).containsExactly(Action.KEY_ROTATE_IF_DUE);
    }

    @Test
    void a_deleted_key_is_rotated_once_it_is_recovered() {
        keys.make("ec", P_256);
        setPolicy("ec", EACH_90_DAYS);
        ObjectName name = new ObjectName("ec");
        keys.perform(
                Action.KEY_DELETE, contosoAdmin(), visit -> keys.lifecycle.delete(visit, name));
        advance(DAY.multipliedBy(89).plus(DAY));
        run();
        assertThat(acts()).isEmpty();

        keys.perform(
                Action.KEY_RECOVER, contosoAdmin(), visit -> keys.lifecycle.recover(visit, name));
        run();

        assertThat(versions("ec")).hasSize(2);
    }

    @Test
    void a_purged_key_leaves_no_schedule_to_the_next_one_of_its_name() {
        keys.make("ec", P_256);
        setPolicy("ec", EACH_90_DAYS);
        ObjectName name = new ObjectName("ec");
        keys.perform(
                Action.KEY_DELETE, contosoAdmin(), visit -> keys.lifecycle.delete(visit, name));
        keys.perform(Action.KEY_PURGE, contosoAdmin(), visit -> keys.lifecycle.purge(visit, name));
        keys.make("ec", P_256);
        advance(DAY.multipliedBy(100));

        run();

        assertThat(versions("ec")).hasSize(1);
    }

    @Test
    void a_key_of_a_deleted_vault_is_left_alone() {
        keys.make("ec", P_256);
        setPolicy("ec", EACH_90_DAYS);
        Vault before = keys.installation.vault(CONTOSO_VAULT).vault();
        keys.installation.store.commit(
                keys.installation.vaults.replace(before, Samples.deleted(before)));
        advance(DAY.multipliedBy(100));

        run();

        assertThat(acts()).isEmpty();
    }

    @Test
    void a_policy_that_is_taken_back_rotates_no_more() {
        keys.make("ec", P_256);
        setPolicy("ec", EACH_90_DAYS);
        setPolicy("ec", new Changes(null, null, null));
        advance(DAY.multipliedBy(1000));

        run();

        assertThat(acts()).isEmpty();
    }

    @Test
    void all_that_is_due_is_done_in_one_run_however_much_it_is() {
        IntStream.range(0, 101).forEach(i -> keys.make("key-" + i, expiring(NOW.plus(DAY))));

        run();

        assertThat(acts()).hasSize(101).containsOnly(Action.KEY_NEAR_EXPIRY);
    }

    @Test
    void a_key_that_cannot_be_rotated_does_not_keep_the_others_and_fails_the_run() {
        keys.make("ec", P_256);
        setPolicy("ec", EACH_90_DAYS);
        advance(DAY.multipliedBy(90));
        OpenVault fabrikams = keys.installation.vault(Samples.FABRIKAM_VAULT);
        KeyVersion other = Samples.ec256Key(fabrikams, "other");
        KeyVersion ending =
                other.with(other.attributes().changedBy(end(NOW.plus(DAY)), P_256, NOW));
        keys.installation.store.commit(
                keys.installation.keys.add(Key.of(UUID.randomUUID(), ending), ending));
        keys.installation.vaults.edit(CONTOSO_VAULT);

        assertThatThrownBy(this::run).isInstanceOf(VaultException.Integrity.class);

        assertThat(keys.installation.trail.events())
                .extracting(event -> event.target().tenant(), event -> event.outcome().status())
                .contains(
                        tuple(CONTOSO, 500),
                        tuple(Samples.FABRIKAM, 200),
                        tuple(Samples.FABRIKAM, 200));
    }

    @Test
    void it_runs_each_minute() {
        assertThat(task().name()).isEqualTo("rotation-policy");
        assertThat(List.of(task().interval(), task().limit()))
                .containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(10));
    }

    private void run() {
        task().run();
    }

    private ScheduledRotation task() {
        return new ScheduledRotation(
                keys.installation.operations,
                keys.installation.vaults,
                keys.installation.keys,
                rules,
                UUID::randomUUID,
                keys.installation.clock);
    }

    private void advance(Duration time) {
        keys.installation.clock.advance(time);
    }

    private static NewKeyRequest expiring(Instant end) {
        return KeyFixture.request(P_256, end(end));
    }

    private static KeyAttributes.Changes end(@Nullable Instant end) {
        return new KeyAttributes.Changes(null, null, end, null, null);
    }

    private void setPolicy(String name, Changes changes) {
        keys.perform(
                Action.KEY_ROTATION_POLICY_SET,
                contosoAdmin(),
                visit -> rotation.setPolicy(visit, new ObjectName(name), changes));
    }

    private List<KeyVersion> versions(String name) {
        return keys.installation
                .keys
                .versions(
                        keys.installation.vault(CONTOSO_VAULT),
                        new ObjectName(name),
                        new PageRequest(25, null))
                .items();
    }

    /// What the service did by itself, as it is recorded.
    private List<Action> acts() {
        return keys.installation.trail.events().stream()
                .filter(event -> Caller.service(CONTOSO, "rotation-policy").equals(event.caller()))
                .map(AuditEvent::action)
                .toList();
    }
}
