package io.strongroom.core.key;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.core.Samples.NOW;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.Samples.contosoApp;
import static io.strongroom.core.Samples.publicKeyOf;
import static io.strongroom.core.key.KeyFixture.P_256;
import static io.strongroom.core.key.KeyFixture.RSA_2048;
import static io.strongroom.core.key.KeyFixture.current;
import static io.strongroom.core.key.KeyFixture.manyTags;
import static io.strongroom.core.key.KeyFixture.operations;
import static io.strongroom.core.key.KeyFixture.reference;
import static io.strongroom.core.key.KeyFixture.request;
import static io.strongroom.core.key.KeyFixture.tags;
import static io.strongroom.core.key.KeyOperation.DECRYPT;
import static io.strongroom.core.key.KeyOperation.ENCRYPT;
import static io.strongroom.core.key.KeyOperation.SIGN;
import static io.strongroom.core.key.KeyOperation.UNWRAP_KEY;
import static io.strongroom.core.key.KeyOperation.VERIFY;
import static io.strongroom.core.key.KeyOperation.WRAP_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.crypto.KeyPurpose;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.PoolName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KeyCreationTest {
    private final KeyFixture keys = new KeyFixture();

    @Test
    void a_new_key_is_what_was_asked_for() {
        keys.installation.clock.set(NOW.plusMillis(999));
        Instant notBefore = NOW.plusSeconds(1);
        Instant expires = NOW.plusSeconds(2);
        NewKeyRequest request =
                new NewKeyRequest(
                        P_256,
                        Protection.SOFTWARE,
                        new KeyAttributes.Changes(
                                false, notBefore, expires, List.of(VERIFY), Map.of("a", "b")));

        KeyVersion made = keys.make("Signing", request);

        assertThat(made.spec()).isEqualTo(P_256);
        assertThat(publicKeyOf(made.material()).spec()).isEqualTo(P_256);
        assertThat(made.protection()).isEqualTo(Protection.SOFTWARE);
        assertThat(made.attributes())
                .isEqualTo(
                        new KeyAttributes(
                                false,
                                notBefore,
                                expires,
                                NOW,
                                NOW,
                                List.of(VERIFY),
                                Map.of("a", "b")));
        assertThat(made.generation()).isEqualTo(1);
        assertThat(made.ordinal()).isEqualTo(1);
        assertThat(made.key().vault()).isEqualTo(Samples.contosoVault().id());
        assertThat(keys.get(current("signing"))).isEqualTo(made);
    }

    @Test
    void a_new_key_is_bound_to_its_header() {
        KeyVersion made = keys.make("rsa", RSA_2048);

        assertThat(made.wrapped().header().purposes())
                .containsExactlyInAnyOrder(KeyPurpose.SIGN, KeyPurpose.DECRYPT);
        assertThat(made.wrapped().header().created()).isEqualTo(NOW);
        assertThat(made.wrapped().header().pool()).isEqualTo(PoolName.LOCAL);
        assertThat(made.wrapped().header().rootVersion()).isEqualTo(1);
        assertThat(made.wrapped().tenantKey()).isEqualTo(Samples.tenantKey(Samples.CONTOSO));
    }

    @Test
    void attributes_default_to_enabled_and_without_limits() {
        assertThat(keys.make("ec", P_256).attributes())
                .isEqualTo(
                        new KeyAttributes(
                                true, null, null, NOW, NOW, List.of(SIGN, VERIFY), Map.of()));
    }

    @Test
    void operations_default_to_all_that_the_type_has_in_azures_order() {
        assertThat(keys.make("rsa", RSA_2048).attributes().operations())
                .containsExactly(ENCRYPT, DECRYPT, SIGN, VERIFY, WRAP_KEY, UNWRAP_KEY);
        assertThat(keys.make("ec", P_256).attributes().operations()).containsExactly(SIGN, VERIFY);
    }

    @Test
    void operations_are_kept_in_the_order_given_and_may_be_none() {
        assertThat(operationsOf("a", List.of(VERIFY, SIGN))).containsExactly(VERIFY, SIGN);
        assertThat(operationsOf("b", List.of())).isEmpty();
    }

    @Test
    void operations_that_the_type_does_not_have_or_twice_are_refused() {
        assertBadParameter(
                "Key operation 'encrypt' is not supported for this key type.",
                () -> operationsOf("a", List.of(SIGN, ENCRYPT)));
        assertBadParameter(
                "Property key_ops has a value more than once.",
                () -> operationsOf("a", List.of(SIGN, SIGN)));
    }

    @Test
    void a_refused_request_makes_no_key() {
        NewKeyRequest request = request(P_256, tags(manyTags(16)));

        assertBadParameter("Too many tags: 16. There may be 15.", () -> keys.make("a", request));

        assertThat(keys.list(contosoAdmin(), 10, null).items()).isEmpty();
    }

    @Test
    void a_key_has_up_to_15_tags() {
        NewKeyRequest request = request(P_256, tags(manyTags(15)));

        assertThat(keys.make("a", request).attributes().tags()).hasSize(15);
    }

    @Test
    void no_key_ends_before_its_start() {
        NewKeyRequest request =
                request(P_256, new KeyAttributes.Changes(null, NOW, NOW, null, null));

        assertBadParameter(
                "Property 'attributes.exp' must be later than 'attributes.nbf'.",
                () -> keys.make("a", request));
    }

    @Test
    void a_second_creation_makes_a_new_current_version_and_keeps_the_old_one() {
        KeyVersion first = keys.make("Signing", P_256);
        KeyVersion second = keys.make("sIGNING", RSA_2048);

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.ordinal()).isEqualTo(2);
        assertThat(second.generation()).isEqualTo(1);
        assertThat(second.key().name().value()).isEqualTo("Signing");
        assertThat(keys.get(current("signing"))).isEqualTo(second);
        assertThat(keys.get(reference("signing", first.id()))).isEqualTo(first);
        assertThat(keys.versions(contosoAdmin(), "signing", 10, null).items())
                .containsExactly(first, second);
    }

    @Test
    void two_that_create_the_same_key_at_once_make_two_versions_of_one_key() {
        int runs =
                keys.performWhile(
                        Action.KEY_CREATE,
                        contosoAdmin(),
                        () -> keys.make("signing", P_256),
                        visit ->
                                keys.lifecycle.create(
                                        visit, new ObjectName("signing"), request(RSA_2048)));

        assertThat(runs).isEqualTo(2);
        assertThat(keys.versions(contosoAdmin(), "signing", 10, null).items())
                .extracting(KeyVersion::spec)
                .containsExactly(P_256, RSA_2048);
        assertThat(keys.get(current("signing")).spec()).isEqualTo(RSA_2048);
        assertThat(keys.get(current("signing")).ordinal()).isEqualTo(2);
    }

    @Test
    void the_record_of_a_creation_names_the_new_version() {
        KeyVersion made = keys.make("Signing", P_256);

        AuditEvent event = keys.installation.trail.last();
        assertThat(event.target().object()).isEqualTo("Signing");
        assertThat(event.target().version()).isEqualTo(made.id().toString());
    }

    @Test
    void the_record_of_a_second_creation_names_the_key_as_it_was_created() {
        keys.make("Signing", P_256);

        keys.make("sIGNING", P_256);

        assertThat(keys.installation.trail.last().target().object()).isEqualTo("Signing");
    }

    @Test
    void the_record_of_a_refused_creation_names_the_key() {
        assertThatThrownBy(() -> keys.make(contosoApp(), "signing", request(P_256)))
                .is(refused(403));

        assertThat(keys.installation.trail.last().target().object()).isEqualTo("signing");
    }

    private List<KeyOperation> operationsOf(String name, List<KeyOperation> asked) {
        return keys.make(name, request(P_256, operations(asked))).attributes().operations();
    }

    private static void assertBadParameter(String message, Runnable operation) {
        assertThatThrownBy(operation::run).is(refused(400)).hasMessage(message);
    }
}
