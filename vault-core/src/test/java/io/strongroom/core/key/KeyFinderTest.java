package io.strongroom.core.key;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.core.Samples.contosoApp;
import static io.strongroom.core.key.KeyFixture.DIGEST;
import static io.strongroom.core.key.KeyFixture.EC;
import static io.strongroom.core.key.KeyFixture.P_256;
import static io.strongroom.core.key.KeyFixture.current;
import static io.strongroom.core.key.KeyFixture.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.Target;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.permission.Right;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyFinderTest {
    private final KeyFixture keys = new KeyFixture();
    private final KeyFinder finder = new KeyFinder(keys.installation.keys);

    @BeforeEach
    void allowToGet() {
        keys.allow(Right.KEYS_GET);
    }

    @Test
    void an_unknown_key_is_not_found_by_the_name_that_was_asked_for() {
        assertThatThrownBy(() -> find(EC))
                .is(refused(Problem.KEY_NOT_FOUND))
                .hasMessage(
                        "A key with (name/id) ec was not found in this key vault. If you recently deleted this key you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182");
    }

    @Test
    void an_unknown_version_is_not_found_by_the_name_that_was_asked_for() {
        keys.make("ec", P_256);
        VersionId version = new VersionId(new UUID(0, 1));

        assertThatThrownBy(() -> find(reference("ec", version)))
                .isInstanceOfSatisfying(
                        VaultException.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo("KeyNotFound"))
                .hasMessageStartingWith(
                        "A key with (name/id) ec/%s was not found in this key vault.", version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0123456789abcdef0123456789abcdeg", "latest", "ä", "../other"})
    void a_version_that_cannot_exist_is_answered_like_one_that_does_not(String malformed) {
        keys.make("ec", P_256);
        String unknown = "0".repeat(31) + "1";

        assertThatThrownBy(() -> find(new ObjectReference(EC.name(), malformed)))
                .is(refused(Problem.KEY_NOT_FOUND))
                .hasMessage(
                        messageOf(new ObjectReference(EC.name(), unknown))
                                .replace(unknown, malformed));
    }

    @Test
    void a_version_that_cannot_exist_is_refused_before_it_is_not_found() {
        keys.make("ec", P_256);
        keys.allow();

        assertThatThrownBy(() -> find(new ObjectReference(EC.name(), "latest")))
                .is(refused(Problem.FORBIDDEN_BY_POLICY))
                .hasMessage(messageOf(EC));
    }

    @Test
    void the_record_names_no_version_that_cannot_exist() {
        assertThatThrownBy(() -> find(new ObjectReference(EC.name(), "latest")))
                .is(refused(Problem.KEY_NOT_FOUND));

        Target target = keys.installation.trail.last().target();
        assertThat(target.object()).isEqualTo("ec");
        assertThat(target.version()).isNull();
    }

    @Test
    void the_record_of_an_unknown_version_names_it() {
        VersionId version = new VersionId(new UUID(0, 1));

        assertThatThrownBy(() -> find(reference("ec", version))).is(refused(Problem.KEY_NOT_FOUND));

        assertThat(keys.installation.trail.last().target().version()).isEqualTo(version.toString());
    }

    @Test
    void a_version_is_found_whatever_the_case_of_its_digits_and_of_the_name() {
        KeyVersion made = keys.make("Signing", P_256);
        String shouted = made.id().toString().toUpperCase(Locale.ROOT);

        KeyVersion found = find(new ObjectReference(current("sIGNING").name(), shouted));

        assertThat(found).isEqualTo(made);
        Target target = keys.installation.trail.last().target();
        assertThat(target.object()).isEqualTo("Signing");
        assertThat(target.version()).isEqualTo(made.id().toString());
    }

    @Test
    void a_use_of_the_current_version_relies_on_the_key() {
        keys.make("ec", P_256);

        assertThat(runsWhile(EC, () -> keys.make("ec", P_256))).isEqualTo(2);
        assertThat(keys.installation.trail.last().target().version())
                .isEqualTo(keys.stored(EC.name(), null).id().toString());
    }

    @Test
    void a_use_of_a_named_version_relies_on_the_key_too() {
        KeyVersion first = keys.make("ec", P_256);

        int runs = runsWhile(reference("ec", first.id()), () -> keys.make("ec", P_256));

        assertThat(runs).isEqualTo(2);
        assertThat(keys.installation.trail.last().target().version())
                .isEqualTo(first.id().toString());
    }

    @Test
    void a_use_of_a_named_version_relies_on_that_version_only() {
        KeyVersion first = keys.make("ec", P_256);
        KeyVersion second = keys.make("ec", P_256);

        assertThat(
                        runsWhile(
                                reference("ec", first.id()),
                                () -> keys.replace(second, Samples.disabled(second))))
                .isEqualTo(1);
        assertThat(
                        runsWhile(
                                reference("ec", first.id()),
                                () -> keys.replace(first, Samples.disabled(first))))
                .isEqualTo(2);
    }

    @Test
    void another_key_may_change_meanwhile() {
        keys.make("ec", P_256);

        assertThat(runsWhile(EC, () -> keys.make("other", P_256))).isEqualTo(1);
    }

    @Test
    void the_right_that_is_required_is_the_operations_own() {
        keys.make("ec", P_256);

        assertThatThrownBy(() -> keys.sign(EC, SignatureAlgorithm.ES256, DIGEST))
                .is(refused(Problem.FORBIDDEN_BY_POLICY))
                .hasMessageContaining(" does not have keys sign permission ");
    }

    private KeyVersion find(ObjectReference reference) {
        return keys.perform(
                Action.KEY_GET,
                contosoApp(),
                visit ->
                        Decided.answer(finder.require(visit, reference, Right.KEYS_GET).version()));
    }

    private int runsWhile(ObjectReference reference, Runnable somethingHappens) {
        return keys.performWhile(
                Action.KEY_GET,
                contosoApp(),
                somethingHappens,
                visit ->
                        Decided.answer(finder.require(visit, reference, Right.KEYS_GET).version()));
    }

    private String messageOf(ObjectReference reference) {
        try {
            find(reference);
            return "";
        } catch (VaultException refusal) {
            return refusal.description();
        }
    }
}
