package io.strongroom.core.key;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.core.Samples.NOW;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.key.KeyAttributes.Changes.NONE;
import static io.strongroom.core.key.KeyFixture.P_256;
import static io.strongroom.core.key.KeyFixture.RSA_2048;
import static io.strongroom.core.key.KeyFixture.current;
import static io.strongroom.core.key.KeyFixture.enabled;
import static io.strongroom.core.key.KeyFixture.manyTags;
import static io.strongroom.core.key.KeyFixture.operations;
import static io.strongroom.core.key.KeyFixture.reference;
import static io.strongroom.core.key.KeyFixture.tags;
import static io.strongroom.core.key.KeyOperation.SIGN;
import static io.strongroom.core.key.KeyOperation.WRAP_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.identity.ObjectReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KeyUpdateTest {
    private static final ObjectReference A = current("a");
    private final KeyFixture keys = new KeyFixture();

    @Test
    void an_update_changes_what_it_names_and_leaves_the_rest() {
        KeyVersion before = keys.make("a", RSA_2048);
        keys.installation.clock.advance(Duration.ofMillis(1500));

        KeyVersion after = keys.update(A, enabled(false));

        assertThat(after.attributes())
                .isEqualTo(
                        new KeyAttributes(
                                false,
                                null,
                                null,
                                NOW,
                                NOW.plusSeconds(1),
                                before.attributes().operations(),
                                before.attributes().tags()));
        assertThat(after.wrapped()).isEqualTo(before.wrapped());
        assertThat(after.protection()).isEqualTo(before.protection());
        assertThat(after.ordinal()).isEqualTo(before.ordinal());
        assertThat(after.generation()).isEqualTo(2);
        assertThat(keys.get(A)).isEqualTo(after);
    }

    @Test
    void an_update_replaces_tags_operations_and_times_whole() {
        keys.make("a", RSA_2048);

        KeyAttributes after =
                keys.update(
                                A,
                                new KeyAttributes.Changes(
                                        null,
                                        NOW.plusSeconds(1),
                                        NOW.plusSeconds(2),
                                        List.of(SIGN),
                                        Map.of("other", "tag")))
                        .attributes();

        assertThat(after.operations()).containsExactly(SIGN);
        assertThat(after.tags()).isEqualTo(Map.of("other", "tag"));
        assertThat(after.notBefore()).isEqualTo(NOW.plusSeconds(1));
        assertThat(after.expires()).isEqualTo(NOW.plusSeconds(2));
        assertThat(after.enabled()).isTrue();
    }

    @Test
    void no_key_ends_before_its_start() {
        keys.make("a", P_256);
        keys.update(A, new KeyAttributes.Changes(null, NOW, null, null, null));

        assertBadParameter(
                "Property 'attributes.exp' must be later than 'attributes.nbf'.",
                () -> keys.update(A, new KeyAttributes.Changes(null, null, NOW, null, null)));
    }

    @Test
    void an_update_with_empty_tags_and_operations_clears_them() {
        keys.make("a", P_256);

        KeyAttributes after =
                keys.update(A, new KeyAttributes.Changes(null, null, null, List.of(), Map.of()))
                        .attributes();

        assertThat(after.tags()).isEmpty();
        assertThat(after.operations()).isEmpty();
    }

    @Test
    void an_update_of_nothing_moves_only_the_time_of_update() {
        KeyVersion before = keys.make("a", P_256);
        keys.installation.clock.advance(Duration.ofSeconds(5));

        KeyVersion after = keys.update(A, NONE);

        assertThat(after.attributes().updated()).isEqualTo(NOW.plusSeconds(5));
        assertThat(after.attributes().operations()).isEqualTo(before.attributes().operations());
        assertThat(after.attributes().tags()).isEqualTo(before.attributes().tags());
    }

    @Test
    void an_update_reaches_the_version_it_names_only() {
        KeyVersion first = keys.make("a", P_256);
        KeyVersion second = keys.make("a", P_256);

        keys.update(reference("a", first.id()), enabled(false));

        assertThat(keys.get(reference("a", first.id())).attributes().enabled()).isFalse();
        assertThat(keys.get(A)).isEqualTo(second);
    }

    @Test
    void a_disabled_key_is_read_and_updated_and_enabled_again() {
        keys.make("a", P_256);
        keys.update(A, enabled(false));

        assertThat(keys.get(A).attributes().enabled()).isFalse();
        assertThat(keys.update(A, enabled(true)).attributes().enabled()).isTrue();
    }

    @Test
    void an_update_is_held_to_the_same_limits_as_a_creation() {
        keys.make("a", P_256);

        assertBadParameter(
                "Key operation 'wrapKey' is not supported for this key type.",
                () -> keys.update(A, operations(List.of(WRAP_KEY))));
        assertBadParameter(
                "Property key_ops has a value more than once.",
                () -> keys.update(A, operations(List.of(SIGN, SIGN))));
        assertBadParameter(
                "Too many tags: 16. There may be 15.", () -> keys.update(A, tags(manyTags(16))));
    }

    @Test
    void of_two_updates_at_once_none_is_lost() {
        keys.make("a", P_256);

        keys.performWhile(
                Action.KEY_UPDATE,
                contosoAdmin(),
                () -> keys.update(A, tags(Map.of("new", "tag"))),
                visit -> keys.lifecycle.update(visit, A, enabled(false)));

        KeyVersion after = keys.get(A);
        assertThat(after.attributes().enabled()).isFalse();
        assertThat(after.attributes().tags()).isEqualTo(Map.of("new", "tag"));
        assertThat(after.generation()).isEqualTo(3);
        assertThat(keys.installation.trail.events())
                .anyMatch(event -> event.outcome().equals(Outcome.DROPPED));
    }

    @Test
    void a_key_that_is_not_there_is_not_updated() {
        assertThatThrownBy(() -> keys.update(current("none"), NONE)).is(refused(404));
    }

    private static void assertBadParameter(String message, Runnable operation) {
        assertThatThrownBy(operation::run).is(refused(400)).hasMessage(message);
    }
}
