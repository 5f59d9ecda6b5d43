package io.strongroom.core.key;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.core.Samples.contosoApp;
import static io.strongroom.core.Samples.publicKeyOf;
import static io.strongroom.core.key.KeyFixture.DIGEST;
import static io.strongroom.core.key.KeyFixture.EC;
import static io.strongroom.core.key.KeyFixture.MESSAGE;
import static io.strongroom.core.key.KeyFixture.P_256;
import static io.strongroom.core.key.KeyFixture.RSA;
import static io.strongroom.core.key.KeyFixture.RSA_2048;
import static io.strongroom.core.key.KeyFixture.assertRefused;
import static io.strongroom.core.key.KeyFixture.current;
import static io.strongroom.core.key.KeyFixture.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.IndependentCheck;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.SignatureAlgorithm.Scheme;
import io.strongroom.core.identity.ObjectReference;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Signs and verifies.
final class KeySigningTest {
    private final KeyFixture keys = new KeyFixture();

    @BeforeEach
    void allowEverything() {
        keys.allowEveryUse();
    }

    @Test
    void a_signature_is_made_and_verified() {
        KeyVersion version = keys.make("ec", P_256);

        KeyUsage.Result signed = keys.sign(EC, SignatureAlgorithm.ES256, DIGEST);

        byte[] signature = signed.value().bytes();
        assertThat(signed.version()).isEqualTo(version);
        assertThat(
                        IndependentCheck.verifies(
                                publicKeyOf(version.material()),
                                SignatureAlgorithm.ES256,
                                MESSAGE,
                                signature))
                .isTrue();
        assertThat(keys.verify(EC, SignatureAlgorithm.ES256, DIGEST, signature)).isTrue();
        assertThat(keys.verify(EC, SignatureAlgorithm.ES256, DIGEST, new byte[64])).isFalse();
    }

    @Test
    void the_current_version_signs_unless_another_one_is_named() {
        KeyVersion first = keys.make("ec", P_256);
        KeyVersion second = keys.make("ec", P_256);
        ObjectReference named = reference("ec", first.id());

        assertThat(keys.sign(EC, SignatureAlgorithm.ES256, DIGEST).version()).isEqualTo(second);
        assertThat(keys.sign(named, SignatureAlgorithm.ES256, DIGEST).version()).isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    void a_digest_has_exactly_the_length_of_the_algorithms_hash(SignatureAlgorithm algorithm) {
        keys.make("any", someSpec(algorithm));
        ObjectReference key = current("any");
        int right = algorithm.hash().bytes();

        assertThatCode(() -> keys.sign(key, algorithm, new byte[right])).doesNotThrowAnyException();
        for (int wrong : new int[] {0, right - 1, right + 1}) {
            assertThatThrownBy(() -> keys.sign(key, algorithm, new byte[wrong]))
                    .is(refused(400))
                    .hasMessage(
                            "Invalid length of 'value': %d bytes. Algorithm %s requires %d bytes, encoded with base64url.",
                            wrong, algorithm, right);
            assertThatThrownBy(() -> keys.verify(key, algorithm, new byte[wrong], new byte[64]))
                    .is(refused(400));
        }
    }

    @Test
    void an_algorithm_that_does_not_fit_the_key_is_refused() {
        keys.make("ec", P_256);
        keys.make("rsa", RSA_2048);

        assertThatThrownBy(() -> keys.sign(EC, SignatureAlgorithm.ES384, new byte[48]))
                .is(refused(400))
                .hasMessage(
                        "Key and signing or encryption algorithm are incompatible. Algorithm ES384 cannot be used with an EC key on curve P-256.");
        assertThatThrownBy(() -> keys.sign(RSA, SignatureAlgorithm.ES256, DIGEST))
                .is(refused(400))
                .hasMessageEndingWith("ES256 cannot be used with an RSA key of 2048 bits.");
        assertThatThrownBy(() -> keys.verify(EC, SignatureAlgorithm.RS256, DIGEST, DIGEST))
                .is(refused(400));
    }

    @Test
    void the_record_names_the_key_its_version_and_the_algorithm() {
        KeyVersion version = keys.make("ec", P_256);

        keys.sign(EC, SignatureAlgorithm.ES256, DIGEST);

        AuditEvent event = keys.installation.trail.last();
        assertThat(event.target().collection()).isEqualTo("keys");
        assertThat(event.target().object()).isEqualTo("ec");
        assertThat(event.target().version()).isEqualTo(version.id().toString());
        assertThat(event.details()).isEqualTo(Map.of("algorithm", "ES256"));
    }

    @Test
    void the_record_of_a_refusal_names_what_was_asked_for() {
        keys.allow();

        assertRefused("ForbiddenByPolicy", () -> keys.sign(EC, SignatureAlgorithm.ES256, DIGEST));

        AuditEvent event = keys.installation.trail.last();
        assertThat(event.target().vault()).isEqualTo("contoso-demo");
        assertThat(event.target().object()).isEqualTo("ec");
        assertThat(event.target().version()).isNull();
        assertThat(event.details()).isEqualTo(Map.of("algorithm", "ES256"));
    }

    @Test
    void a_key_that_is_disabled_while_it_signs_gives_no_signature() {
        KeyVersion version = keys.make("ec", P_256);

        assertThatThrownBy(() -> signWhile(() -> keys.replace(version, Samples.disabled(version))))
                .is(refused(403));

        keys.assertDroppedThen("KeyDisabled");
    }

    @Test
    void a_right_that_is_taken_while_it_is_used_gives_no_signature() {
        keys.make("ec", P_256);

        assertThatThrownBy(() -> signWhile(keys::allow)).isInstanceOf(VaultException.class);

        keys.assertDroppedThen("ForbiddenByPolicy");
    }

    @Test
    void a_version_that_is_superseded_while_it_signs_signs_again_as_the_new_one() {
        keys.make("ec", P_256);

        KeyUsage.Result signed = signWhile(() -> keys.make("ec", P_256));

        assertThat(signed.version()).isEqualTo(keys.stored(EC.name(), null));
        keys.assertDroppedThen("OK");
    }

    @Test
    void a_named_version_signs_again_when_a_version_is_added_meanwhile() {
        KeyVersion first = keys.make("ec", P_256);
        AtomicInteger runs = new AtomicInteger();

        KeyUsage.Result signed =
                signWhile(reference("ec", first.id()), runs, () -> keys.make("ec", P_256));

        assertThat(runs).hasValue(2);
        assertThat(signed.version()).isEqualTo(first);
        keys.assertDroppedThen("OK");
    }

    private KeyUsage.Result signWhile(Runnable somethingHappens) {
        return signWhile(EC, new AtomicInteger(), somethingHappens);
    }

    /// Something happens when the first signature is there, before its record is made.
    private KeyUsage.Result signWhile(
            ObjectReference key, AtomicInteger runs, Runnable somethingHappens) {
        return keys.perform(
                Action.KEY_SIGN,
                contosoApp(),
                visit ->
                        keys.usage
                                .sign(visit, key, SignatureAlgorithm.ES256, DIGEST)
                                .map(result -> {
                                    if (runs.incrementAndGet() == 1) {
                                        somethingHappens.run();
                                    }
                                    return result;
                                }));
    }

    private static KeySpec someSpec(SignatureAlgorithm algorithm) {
        return switch (algorithm.scheme()) {
            case Scheme.Pkcs1 _, Scheme.Pss _ -> new Rsa(2048);
            case Scheme.Ecdsa(Curve curve) -> new Ec(curve);
            case Scheme.Hmac _ -> new Oct(256);
        };
    }
}
