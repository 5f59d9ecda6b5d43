package io.strongroom.core.key;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.core.Samples.NOW;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.Samples.contosoApp;
import static io.strongroom.core.key.KeyFixture.P_256;
import static io.strongroom.core.key.KeyFixture.RSA;
import static io.strongroom.core.key.KeyFixture.RSA_2048;
import static io.strongroom.core.key.KeyFixture.allBut;
import static io.strongroom.core.key.KeyFixture.current;
import static io.strongroom.core.key.KeyFixture.operations;
import static io.strongroom.core.key.KeyFixture.reference;
import static io.strongroom.core.key.KeyFixture.request;
import static io.strongroom.core.key.KeyOperation.IMPORT;
import static io.strongroom.core.key.KeyOperation.SIGN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.ImportSamples;
import io.strongroom.core.crypto.InMemoryKeyProvider;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.TransferSamples;
import io.strongroom.core.crypto.TransferredKey.Family;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.permission.Right;
import io.strongroom.core.vault.OpenVault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Makes exchange keys, and imports what was wrapped for them.
final class ExchangeKeyTest {
    private static final ObjectName KEK = new ObjectName("kek");
    private final KeyFixture keys = new KeyFixture();

    @ParameterizedTest
    @ValueSource(ints = {2048, 3072, 4096})
    void an_exchange_key_can_only_import(int bits) {
        KeyVersion made = kek(bits);

        assertThat(made.attributes().operations()).containsExactly(IMPORT);
        assertThat(made.wrapped().header().purposes()).isEqualTo(KeyHeader.EXCHANGE);
        assertThat(keys.get(current("kek"))).isEqualTo(made);
    }

    @Test
    void import_is_not_combined_with_another_operation() {
        for (List<KeyOperation> combined :
                List.of(List.of(IMPORT, SIGN), List.of(SIGN, IMPORT), List.of(IMPORT, IMPORT))) {
            assertBadParameter(
                    "Key operation 'import' cannot be combined with other operations.",
                    () -> keys.make("kek", request(RSA_2048, operations(combined))));
        }
    }

    @Test
    void only_an_rsa_key_of_the_hsm_is_an_exchange_key() {
        for (KeySpec other : List.of(P_256, new Oct(256))) {
            assertBadParameter(
                    "Key operation 'import' requires key type RSA-HSM.",
                    () -> keys.make("kek", request(other, operations(List.of(IMPORT)))));
        }
        assertBadParameter(
                "Key operation 'import' requires key type RSA-HSM.",
                () ->
                        keys.make(
                                "kek",
                                new NewKeyRequest(
                                        RSA_2048,
                                        Protection.SOFTWARE,
                                        operations(List.of(IMPORT)))));
    }

    @Test
    void an_exchange_key_gains_and_loses_no_operation() {
        kek(2048);

        assertBadParameter(
                "Key operation 'sign' is not supported for this key type.",
                () -> keys.update(current("kek"), operations(List.of(SIGN))));
        assertBadParameter(
                "Key operation 'sign' is not supported for this key type.",
                () -> keys.update(current("kek"), operations(List.of(IMPORT, SIGN))));
        assertBadParameter(
                "Key operation 'import' cannot be taken from a key.",
                () -> keys.update(current("kek"), operations(List.of())));
        assertThat(
                        keys.update(current("kek"), operations(List.of(IMPORT)))
                                .attributes()
                                .operations())
                .containsExactly(IMPORT);
    }

    @Test
    void an_exchange_key_is_rotated_to_one() {
        KeyVersion first = kek(2048);
        KeyRotation rotation =
                new KeyRotation(
                        keys.installation.keys,
                        new Keys(
                                keys.installation.keys,
                                keys.installation.events,
                                keys.installation.provider,
                                UUID::randomUUID,
                                keys.installation.clock));

        KeyVersion second =
                keys.perform(
                        Action.KEY_ROTATE, contosoAdmin(), visit -> rotation.rotate(visit, KEK));

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.wrapped().header().purposes()).isEqualTo(KeyHeader.EXCHANGE);
        assertThat(second.attributes().operations()).containsExactly(IMPORT);
        assertThat(imported("new", second, new Family.Oct(), new byte[16]).ordinal()).isEqualTo(1);
    }

    @Test
    void no_other_key_becomes_an_exchange_key() {
        keys.make("rsa", RSA_2048);

        assertBadParameter(
                "Key operation 'import' is not supported for this key type.",
                () -> keys.update(RSA, operations(List.of(IMPORT))));
        assertBadParameter(
                "Key operation 'import' is not supported for this key type.",
                () -> keys.update(RSA, operations(List.of(SIGN, IMPORT))));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"IMPORT", "EXPORT"})
    void an_exchange_key_refuses_every_use(KeyOperation operation) {
        keys.allowEveryUse();
        keys.make("rsa", request(RSA_2048, operations(List.of(IMPORT))));

        KeyFixture.assertRefused("KeyOperationForbidden", () -> keys.use(operation));
    }

    @Test
    void a_key_that_was_wrapped_for_it_is_imported_and_signs() {
        keys.allowEveryUse();
        KeyVersion kek = kek(2048);

        KeyVersion imported =
                imported("ec", kek, new Family.Ec(Curve.P_256), TransferSamples.ec(Curve.P_256));

        assertThat(keys.get(current("ec"))).isEqualTo(imported);
        assertThat(imported.protection()).isEqualTo(Protection.HSM);
        assertThat(imported.attributes().operations()).containsExactly(SIGN, KeyOperation.VERIFY);
        assertThat(Samples.publicKeyOf(imported.material()))
                .isEqualTo(ImportSamples.ec(Curve.P_256).publicKey());
        byte[] signature =
                keys.sign(current("ec"), SignatureAlgorithm.ES256, KeyFixture.DIGEST)
                        .value()
                        .bytes();
        assertThat(
                        keys.verify(
                                current("ec"),
                                SignatureAlgorithm.ES256,
                                KeyFixture.DIGEST,
                                signature))
                .isTrue();
    }

    @Test
    void each_version_of_an_exchange_key_unwraps_what_was_wrapped_for_it() {
        KeyVersion first = kek(2048);
        KeyVersion second = kek(2048);

        assertThat(imported("a", first, new Family.Oct(), new byte[16]).spec())
                .isEqualTo(new Oct(128));
        assertThat(imported("a", second, new Family.Oct(), new byte[32]).ordinal()).isEqualTo(2);
        assertBadParameter(
                "The transfer blob does not unwrap to a key of this type with its key exchange key.",
                () ->
                        imported(
                                "a",
                                second,
                                new Family.Oct(),
                                blob(first, new byte[16]),
                                contosoAdmin()));
    }

    @Test
    void the_record_names_the_new_key_and_the_exchange_key() {
        KeyVersion kek = kek(2048);

        KeyVersion imported = imported("ec", kek, new Family.Oct(), new byte[16]);

        AuditEvent event = keys.installation.trail.last();
        assertThat(event.action()).isEqualTo(Action.KEY_IMPORT);
        assertThat(event.target().object()).isEqualTo("ec");
        assertThat(event.target().version()).isEqualTo(imported.id().toString());
        assertThat(event.details()).isEqualTo(Map.of("exchangeKey", "kek/" + kek.id()));
    }

    @Test
    void an_exchange_key_that_is_not_there_is_refused_and_the_record_is_about_the_new_key() {
        KeyVersion kek = kek(2048);
        byte[] blob = blob(kek, new byte[16]);

        for (ObjectReference missing :
                List.of(reference("none", kek.id()), new ObjectReference(KEK, "f".repeat(32)))) {
            assertThatThrownBy(
                            () -> imported("new", missing, new Family.Oct(), blob, contosoAdmin()))
                    .is(refused(Problem.KEY_NOT_FOUND));
            assertThat(keys.installation.trail.last().target().object()).isEqualTo("new");
        }
    }

    @Test
    void a_deleted_exchange_key_is_refused_until_it_is_recovered() {
        KeyVersion kek = kek(2048);
        keys.perform(Action.KEY_DELETE, contosoAdmin(), visit -> keys.lifecycle.delete(visit, KEK));

        assertThatThrownBy(() -> imported("new", kek, new Family.Oct(), new byte[16]))
                .is(refused(Problem.KEY_NOT_FOUND));

        keys.perform(
                Action.KEY_RECOVER, contosoAdmin(), visit -> keys.lifecycle.recover(visit, KEK));
        assertThat(imported("new", kek, new Family.Oct(), new byte[16]).ordinal()).isEqualTo(1);
    }

    @Test
    void a_disabled_exchange_key_is_refused() {
        KeyVersion kek = kek(2048);
        keys.update(current("kek"), KeyFixture.enabled(false));

        KeyFixture.assertRefused(
                "KeyDisabled", () -> imported("new", kek, new Family.Oct(), new byte[16]));
    }

    @Test
    void an_exchange_key_imports_from_nbf_to_exp_to_the_second() {
        KeyVersion kek =
                keys.make(
                        "kek",
                        request(
                                RSA_2048,
                                new KeyAttributes.Changes(
                                        null,
                                        NOW.plusSeconds(10),
                                        NOW.plusSeconds(20),
                                        List.of(IMPORT),
                                        null)));

        assertNotValid(kek, Duration.ofSeconds(9));
        keys.installation.clock.set(NOW.plusSeconds(10));
        assertThat(imported("new", kek, new Family.Oct(), new byte[16]).ordinal()).isEqualTo(1);
        keys.installation.clock.set(NOW.plusSeconds(19));
        assertThat(imported("new", kek, new Family.Oct(), new byte[16]).ordinal()).isEqualTo(2);
        assertNotValid(kek, Duration.ofSeconds(20));
    }

    private void assertNotValid(KeyVersion kek, Duration after) {
        keys.installation.clock.set(NOW.plus(after));
        KeyFixture.assertRefused(
                "KeyNotYetValidOrExpired",
                () -> imported("new", kek, new Family.Oct(), new byte[16]));
    }

    @Test
    void a_key_that_is_no_exchange_key_is_refused() {
        KeyVersion rsa = keys.make("rsa", RSA_2048);

        KeyFixture.assertRefused(
                "KeyOperationForbidden",
                () -> imported("new", rsa, new Family.Oct(), new byte[16]));
        KeyVersion ec = keys.make("ec", P_256);
        KeyFixture.assertRefused(
                "KeyOperationForbidden",
                () ->
                        imported(
                                "new",
                                reference("ec", ec.id()),
                                new Family.Oct(),
                                new byte[280],
                                contosoAdmin()));
    }

    @Test
    void an_import_needs_the_right_before_anything_is_learnt_of_the_exchange_key() {
        KeyVersion kek = kek(2048);
        keys.allow(allBut(Right.KEYS_IMPORT));

        for (ObjectReference exchangeKey :
                List.of(reference("kek", kek.id()), reference("none", kek.id()))) {
            assertThatThrownBy(() ->
                            imported(
                                    "new",
                                    exchangeKey,
                                    new Family.Oct(),
                                    blob(kek, new byte[16]),
                                    contosoApp()))
                    .is(refused(Problem.FORBIDDEN_BY_POLICY));
        }
    }

    @Test
    void an_exchange_key_that_is_disabled_meanwhile_imports_nothing() {
        KeyVersion kek = kek(2048);

        assertThatThrownBy(() ->
                        keys.performWhile(
                                Action.KEY_IMPORT,
                                contosoAdmin(),
                                () -> keys.update(current("kek"), KeyFixture.enabled(false)),
                                visit ->
                                        keys.lifecycle.importKey(
                                                visit,
                                                new ObjectName("new"),
                                                new TransferKeyRequest(
                                                        reference("kek", kek.id()),
                                                        new Family.Oct(),
                                                        blob(kek, new byte[16]),
                                                        KeyAttributes.Changes.NONE))))
                .is(refused(Problem.KEY_DISABLED));
        assertThatThrownBy(() -> keys.get(current("new"))).is(refused(Problem.KEY_NOT_FOUND));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 23, 25, 31, 4097, 4104})
    void a_wrapped_key_of_an_impossible_length_is_refused(int bytes) {
        KeyVersion kek = kek(2048);

        assertBadParameter(
                "The ciphertext of the transfer blob has a wrong length.",
                () ->
                        imported(
                                "new",
                                reference("kek", kek.id()),
                                new Family.Rsa(),
                                new byte[256 + bytes],
                                contosoAdmin()));
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 4096})
    void a_wrapped_key_of_a_possible_length_reaches_the_hsm(int bytes) {
        KeyVersion kek = kek(2048);

        assertBadParameter(
                "The transfer blob does not unwrap to a key of this type with its key exchange key.",
                () ->
                        imported(
                                "new",
                                reference("kek", kek.id()),
                                new Family.Rsa(),
                                new byte[256 + bytes],
                                contosoAdmin()));
    }

    @Test
    void an_rsa_key_with_a_small_public_exponent_is_refused() {
        KeyVersion kek = kek(2048);

        assertBadParameter(
                "The public exponent of the key must be odd, 65537 at least and of 64 bits at most.",
                () -> imported("new", kek, new Family.Rsa(), TransferSamples.rsaWithExponent(257)));
    }

    @Test
    void operations_that_the_type_does_not_have_are_refused() {
        KeyVersion kek = kek(2048);

        for (KeyOperation operation : List.of(KeyOperation.ENCRYPT, IMPORT)) {
            assertBadParameter(
                    "Key operation '%s' is not supported for this key type."
                            .formatted(operation.wireName()),
                    () ->
                            keys.perform(
                                    Action.KEY_IMPORT,
                                    contosoAdmin(),
                                    visit ->
                                            keys.lifecycle.importKey(
                                                    visit,
                                                    new ObjectName("new"),
                                                    new TransferKeyRequest(
                                                            reference("kek", kek.id()),
                                                            new Family.Ec(Curve.P_256),
                                                            blob(
                                                                    kek,
                                                                    TransferSamples.ec(
                                                                            Curve.P_256)),
                                                            operations(List.of(operation))))));
        }
    }

    @Test
    void neither_an_exchange_key_nor_what_it_unwraps_can_be_exportable() {
        String message = "A key exchange key, or one that it unwraps, cannot be exportable.";
        ReleaseChanges exportable = new ReleaseChanges(true, null);
        KeyVersion kek = kek(2048);

        assertBadParameter(
                message,
                () ->
                        keys.make(
                                "other",
                                request(
                                        RSA_2048,
                                        new KeyAttributes.Changes(
                                                null,
                                                null,
                                                null,
                                                List.of(IMPORT),
                                                null,
                                                exportable))));
        assertBadParameter(
                message,
                () ->
                        keys.perform(
                                Action.KEY_IMPORT,
                                contosoAdmin(),
                                visit ->
                                        keys.lifecycle.importKey(
                                                visit,
                                                new ObjectName("new"),
                                                new TransferKeyRequest(
                                                        reference("kek", kek.id()),
                                                        new Family.Ec(Curve.P_256),
                                                        blob(kek, TransferSamples.ec(Curve.P_256)),
                                                        new KeyAttributes.Changes(
                                                                null,
                                                                null,
                                                                null,
                                                                null,
                                                                null,
                                                                exportable)))));
    }

    @Test
    void an_hsm_that_unwraps_no_keys_of_callers_has_no_exchange_keys() {
        KeyVersion kek = kek(2048);
        Keys elsewhere =
                new Keys(
                        keys.installation.keys,
                        keys.installation.events,
                        InMemoryKeyProvider.withoutTransfer(),
                        UUID::randomUUID,
                        keys.installation.clock);
        OpenVault vault = keys.installation.vault(Samples.CONTOSO_VAULT);
        String refusal = "The HSM of this vault does not unwrap keys of callers.";

        assertBadParameter(
                refusal,
                () -> elsewhere.create(vault, KEK, request(RSA_2048, operations(List.of(IMPORT)))));
        assertBadParameter(
                refusal,
                () ->
                        elsewhere.importTransferred(
                                vault,
                                new ObjectName("new"),
                                new TransferKeyRequest(
                                        reference("kek", kek.id()),
                                        new Family.Oct(),
                                        blob(kek, new byte[16]),
                                        KeyAttributes.Changes.NONE),
                                kek));
    }

    private KeyVersion kek(int bits) {
        return keys.make("kek", request(new Rsa(bits), operations(List.of(IMPORT))));
    }

    private KeyVersion imported(String name, KeyVersion kek, Family family, byte[] key) {
        return imported(
                name,
                reference(kek.key().name().value(), kek.id()),
                family,
                blob(kek, key),
                contosoAdmin());
    }

    private KeyVersion imported(
            String name, KeyVersion kek, Family family, byte[] blob, Caller caller) {
        return imported(name, reference(kek.key().name().value(), kek.id()), family, blob, caller);
    }

    private KeyVersion imported(
            String name, ObjectReference kek, Family family, byte[] blob, Caller caller) {
        TransferKeyRequest request =
                new TransferKeyRequest(kek, family, blob, KeyAttributes.Changes.NONE);
        return keys.perform(
                Action.KEY_IMPORT,
                caller,
                visit -> keys.lifecycle.importKey(visit, new ObjectName(name), request));
    }

    private static byte[] blob(KeyVersion kek, byte[] key) {
        return TransferSamples.blob((RsaPublicKey) Samples.publicKeyOf(kek.material()), key);
    }

    private static void assertBadParameter(String message, Runnable operation) {
        assertThatThrownBy(operation::run).is(refused(Problem.BAD_PARAMETER)).hasMessage(message);
    }
}
