package io.strongroom.core.key;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.core.Samples.CONTOSO_VAULT;
import static io.strongroom.core.Samples.NOW;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.Samples.contosoApp;
import static io.strongroom.core.key.KeyFixture.P_256;
import static io.strongroom.core.key.KeyFixture.current;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.ImportSamples;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.permission.Right;
import io.strongroom.core.rotation.IsoDuration;
import io.strongroom.core.rotation.RotationPolicy;
import io.strongroom.core.rotation.RotationPolicy.Changes;
import io.strongroom.core.rotation.RotationTrigger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rotates keys by hand, and sets rotation policies.
final class KeyRotationTest {
    private static final ObjectName EC = new ObjectName("ec");
    private static final Changes YEARLY =
            new Changes(
                    new RotationTrigger.AfterCreate(new IsoDuration("P1Y")),
                    new IsoDuration("P20D"),
                    new IsoDuration("P2Y"));
    private final KeyFixture keys = new KeyFixture();
    private final KeyRotation rotation =
            new KeyRotation(
                    keys.installation.keys,
                    new Keys(
                            keys.installation.keys,
                            keys.installation.events,
                            keys.installation.provider,
                            UUID::randomUUID,
                            keys.installation.clock));

    @Test
    void a_rotation_makes_a_new_current_version_for_the_same_use() {
        KeyAttributes.Changes attributes =
                new KeyAttributes.Changes(
                        true,
                        NOW.minusSeconds(60),
                        NOW.plusSeconds(60),
                        List.of(KeyOperation.SIGN),
                        Map.of("owner", "payments"));
        KeyVersion first = keys.make("ec", KeyFixture.request(P_256, attributes));
        keys.installation.clock.advance(Duration.ofSeconds(5));

        KeyVersion second = rotate(contosoAdmin());

        assertThat(keys.get(current("ec"))).isEqualTo(second);
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.material()).isNotEqualTo(first.material());
        assertThat(second.spec()).isEqualTo(P_256);
        assertThat(second.protection()).isEqualTo(first.protection());
        Instant now = NOW.plusSeconds(5);
        assertThat(second.attributes())
                .isEqualTo(
                        new KeyAttributes(
                                true,
                                null,
                                null,
                                now,
                                now,
                                List.of(KeyOperation.SIGN),
                                Map.of("owner", "payments")));
        assertThat(keys.stored(EC, first.id())).isEqualTo(first);
    }

    static Stream<KeySpec> specs() {
        return Stream.of(new Rsa(2048), new KeySpec.Ec(Curve.P_384), new Oct(192));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void a_key_of_any_type_is_rotated(KeySpec spec) {
        keys.make("ec", spec);

        assertThat(rotate(contosoAdmin()).spec()).isEqualTo(spec);
    }

    @Test
    void an_imported_key_gets_a_version_that_the_hsm_made() {
        KeyVersion imported =
                keys.perform(
                        Action.KEY_IMPORT,
                        contosoAdmin(),
                        visit ->
                                keys.lifecycle.importKey(
                                        visit,
                                        EC,
                                        new ImportKeyRequest(
                                                ImportSamples.ec(Curve.P_256),
                                                Protection.HSM,
                                                KeyAttributes.Changes.NONE)));

        KeyVersion rotated = rotate(contosoAdmin());

        assertThat(rotated.spec()).isEqualTo(imported.spec());
        assertThat(rotated.material()).isNotEqualTo(imported.material());
    }

    @Test
    void a_new_version_expires_as_the_policy_says() {
        keys.make("ec", P_256);
        setPolicy(contosoAdmin(), YEARLY);

        KeyVersion rotated = rotate(contosoAdmin());

        assertThat(rotated.attributes().expires())
                .isEqualTo(NOW.atOffset(ZoneOffset.UTC).plusYears(2).toInstant());
    }

    @Test
    void the_record_of_a_rotation_names_the_new_version() {
        keys.make("ec", P_256);

        KeyVersion rotated = rotate(contosoAdmin());

        assertThat(keys.installation.trail.last().action()).isEqualTo(Action.KEY_ROTATE);
        assertThat(keys.installation.trail.last().target().version())
                .isEqualTo(rotated.id().toString());
    }

    @Test
    void a_disabled_key_is_not_rotated() {
        KeyVersion first = keys.make("ec", P_256);
        keys.update(current("ec"), KeyFixture.enabled(false));

        KeyFixture.assertRefused("KeyDisabled", () -> rotate(contosoAdmin()));

        assertThat(keys.get(current("ec")).id()).isEqualTo(first.id());
    }

    @Test
    void a_key_that_was_disabled_meanwhile_is_not_rotated() {
        keys.make("ec", P_256);
        KeyVersion before = keys.stored(EC, null);

        assertThatThrownBy(() ->
                        keys.performWhile(
                                Action.KEY_ROTATE,
                                contosoAdmin(),
                                () -> keys.replace(before, Samples.disabled(before)),
                                visit -> rotation.rotate(visit, EC)))
                .is(refused(Problem.KEY_DISABLED));
    }

    @Test
    void a_key_that_is_deleted_or_was_never_there_has_no_rotation_and_no_policy() {
        assertNotFound();
        keys.make("ec", P_256);
        keys.perform(Action.KEY_DELETE, contosoAdmin(), visit -> keys.lifecycle.delete(visit, EC));
        assertNotFound();
    }

    private void assertNotFound() {
        assertThatThrownBy(() -> rotate(contosoAdmin())).is(refused(Problem.KEY_NOT_FOUND));
        assertThatThrownBy(() -> policy(contosoAdmin())).is(refused(Problem.KEY_NOT_FOUND));
        assertThatThrownBy(() -> setPolicy(contosoAdmin(), YEARLY))
                .is(refused(Problem.KEY_NOT_FOUND));
    }

    @Test
    void each_operation_needs_its_own_right() {
        keys.make("ec", P_256);

        keys.allow(KeyFixture.allBut(Right.KEYS_ROTATE));
        assertThatThrownBy(() -> rotate(contosoApp())).is(refused(Problem.FORBIDDEN_BY_POLICY));
        keys.allow(KeyFixture.allBut(Right.KEYS_GET_ROTATION_POLICY));
        assertThatThrownBy(() -> policy(contosoApp())).is(refused(Problem.FORBIDDEN_BY_POLICY));
        keys.allow(KeyFixture.allBut(Right.KEYS_SET_ROTATION_POLICY));
        assertThatThrownBy(() -> setPolicy(contosoApp(), YEARLY))
                .is(refused(Problem.FORBIDDEN_BY_POLICY));
    }

    @Test
    void a_policy_is_there_from_when_it_was_set_and_survives_a_rotation() {
        keys.make("ec", P_256);
        assertThat(policy(contosoAdmin())).isEmpty();

        RotationPolicy set = setPolicy(contosoAdmin(), YEARLY);
        rotate(contosoAdmin());

        assertThat(policy(contosoAdmin())).contains(set);
        assertThat(set)
                .isEqualTo(
                        new RotationPolicy(
                                YEARLY.rotate(),
                                new IsoDuration("P20D"),
                                YEARLY.expiry(),
                                NOW,
                                NOW));
    }

    @Test
    void a_recovered_key_has_its_policy_and_a_purged_one_leaves_none_behind() {
        keys.make("ec", P_256);
        RotationPolicy set = setPolicy(contosoAdmin(), YEARLY);
        delete();
        keys.perform(
                Action.KEY_RECOVER, contosoAdmin(), visit -> keys.lifecycle.recover(visit, EC));
        assertThat(policy(contosoAdmin())).contains(set);

        delete();
        keys.perform(Action.KEY_PURGE, contosoAdmin(), visit -> keys.lifecycle.purge(visit, EC));
        keys.make("ec", P_256);

        assertThat(policy(contosoAdmin())).isEmpty();
    }

    private void delete() {
        keys.perform(Action.KEY_DELETE, contosoAdmin(), visit -> keys.lifecycle.delete(visit, EC));
    }

    private KeyVersion rotate(Caller caller) {
        return keys.installation.perform(
                Action.KEY_ROTATE, caller, CONTOSO_VAULT, visit -> rotation.rotate(visit, EC));
    }

    private Optional<RotationPolicy> policy(Caller caller) {
        return keys.perform(
                Action.KEY_ROTATION_POLICY_GET, caller, visit -> rotation.policy(visit, EC));
    }

    private RotationPolicy setPolicy(Caller caller, Changes changes) {
        return keys.perform(
                Action.KEY_ROTATION_POLICY_SET,
                caller,
                visit -> rotation.setPolicy(visit, EC, changes));
    }
}
