package io.strongroom.core.key;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.core.Samples.APP;
import static io.strongroom.core.Samples.CONTOSO_VAULT;
import static io.strongroom.core.Samples.NOW;
import static io.strongroom.core.Samples.contosoApp;
import static io.strongroom.core.Samples.policy;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.InMemoryInstallation;
import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.EncryptionAlgorithm;
import io.strongroom.core.crypto.Hash;
import io.strongroom.core.crypto.IndependentCheck;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.software.SoftwarePublicKeyOperations;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.permission.Right;
import io.strongroom.core.vault.OpenVault;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyUsageTest {
    private static final byte[] MESSAGE = "a message".getBytes(UTF_8);
    private static final byte[] DIGEST = IndependentCheck.digest(Hash.SHA_256, MESSAGE);
    private static final byte[] PLAINTEXT = "somebody's data key".getBytes(UTF_8);
    private static final EncryptionAlgorithm OAEP = EncryptionAlgorithm.RSA_OAEP_256;
    private static final ObjectReference EC = new ObjectReference(new ObjectName("ec"), null);
    private static final ObjectReference RSA = new ObjectReference(new ObjectName("rsa"), null);
    private static final Ec P_256 = new Ec(Curve.P_256);
    private final InMemoryInstallation installation = new InMemoryInstallation();
    private final KeyUsage usage =
            new KeyUsage(
                    installation.keys,
                    installation.provider,
                    new SoftwarePublicKeyOperations(),
                    installation.clock);

    @BeforeEach
    void allowEverything() {
        allow(
                Right.KEYS_SIGN,
                Right.KEYS_VERIFY,
                Right.KEYS_ENCRYPT,
                Right.KEYS_DECRYPT,
                Right.KEYS_WRAP_KEY,
                Right.KEYS_UNWRAP_KEY);
    }

    @Test
    void a_signature_is_made_and_verified() {
        KeyVersion version = make("ec", P_256);

        KeyUsage.Result signed = sign(EC, SignatureAlgorithm.ES256, DIGEST);

        assertThat(signed.version()).isEqualTo(version);
        assertThat(
                        IndependentCheck.verifies(
                                version.publicKey(),
                                SignatureAlgorithm.ES256,
                                MESSAGE,
                                signed.value()))
                .isTrue();
        assertThat(verify(EC, SignatureAlgorithm.ES256, DIGEST, signed.value())).isTrue();
        assertThat(verify(EC, SignatureAlgorithm.ES256, DIGEST, new byte[64])).isFalse();
    }

    @Test
    void the_current_version_signs_unless_another_one_is_named() {
        KeyVersion first = make("ec", P_256);
        KeyVersion second = make("ec", P_256);

        assertThat(sign(EC, SignatureAlgorithm.ES256, DIGEST).version()).isEqualTo(second);
        assertThat(
                        sign(
                                        new ObjectReference(EC.name(), first.id()),
                                        SignatureAlgorithm.ES256,
                                        DIGEST)
                                .version())
                .isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"encrypt", "wrapKey"})
    void what_is_encrypted_or_wrapped_comes_back(String forth) {
        make("rsa", new Rsa(2048));
        KeyOperation there = KeyOperation.named(forth).orElseThrow();
        KeyOperation back =
                there == KeyOperation.ENCRYPT ? KeyOperation.DECRYPT : KeyOperation.UNWRAP_KEY;

        byte[] ciphertext = encrypt(there, OAEP, PLAINTEXT).value();

        assertThat(decrypt(back, OAEP, ciphertext).value()).isEqualTo(PLAINTEXT);
    }

    @Test
    void each_operation_needs_its_own_permission_and_no_other() {
        make("rsa", new Rsa(2048));
        Map<KeyOperation, Runnable> operations =
                Map.of(
                        KeyOperation.SIGN, () -> sign(RSA, SignatureAlgorithm.RS256, DIGEST),
                        KeyOperation.VERIFY,
                                () -> verify(RSA, SignatureAlgorithm.RS256, DIGEST, DIGEST),
                        KeyOperation.ENCRYPT, () -> encrypt(KeyOperation.ENCRYPT, OAEP, PLAINTEXT),
                        KeyOperation.WRAP_KEY,
                                () -> encrypt(KeyOperation.WRAP_KEY, OAEP, PLAINTEXT),
                        KeyOperation.DECRYPT,
                                () -> decrypt(KeyOperation.DECRYPT, OAEP, ciphertext()),
                        KeyOperation.UNWRAP_KEY,
                                () -> decrypt(KeyOperation.UNWRAP_KEY, OAEP, ciphertext()));

        assertThat(operations)
                .allSatisfy((operation, run) -> {
                    allow(operation.permission());
                    assertThatCode(run::run).doesNotThrowAnyException();
                    allow(allBut(operation.permission()));
                    assertRefused("ForbiddenByPolicy", run);
                });
    }

    @Test
    void each_operation_needs_to_be_among_the_keys_own() {
        for (KeyOperation operation : KeyOperation.values()) {
            make("rsa", operations(allBut(operation)));
            Runnable use = () -> use(operation);
            assertRefused("KeyOperationForbidden", use);
            assertThatThrownBy(use::run)
                    .hasMessage("Operation %s is not permitted on this key.", operation.wireName());
            make("rsa", operations(List.of(operation)));
            assertThatCode(use::run).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_disabled_key_does_nothing(KeyOperation operation) {
        KeyVersion version = make("rsa", new Rsa(2048));
        replace(version, Samples.disabled(version));

        assertRefused("KeyDisabled", () -> use(operation));
        assertThatThrownBy(() -> use(operation))
                .hasMessage("Operation %s is not allowed on a disabled key.", operation.wireName());
    }

    @ParameterizedTest
    @EnumSource(names = {"SIGN", "ENCRYPT", "WRAP_KEY"})
    void new_protection_begins_at_nbf_to_the_second(KeyOperation operation) {
        makeValid(NOW.plusSeconds(10), null);

        installation.clock.set(NOW.plusSeconds(10).minusMillis(1));
        assertRefused("KeyNotYetValidOrExpired", () -> use(operation));
        installation.clock.set(NOW.plusSeconds(10));
        assertThatCode(() -> use(operation)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(names = {"SIGN", "ENCRYPT", "WRAP_KEY"})
    void new_protection_ends_at_exp_to_the_second(KeyOperation operation) {
        makeValid(null, NOW.plusSeconds(10));

        installation.clock.set(NOW.plusSeconds(10).minusMillis(1));
        assertThatCode(() -> use(operation)).doesNotThrowAnyException();
        installation.clock.set(NOW.plusSeconds(10));
        assertRefused("KeyNotYetValidOrExpired", () -> use(operation));
    }

    @ParameterizedTest
    @EnumSource(names = {"VERIFY", "DECRYPT", "UNWRAP_KEY"})
    void what_was_protected_is_opened_before_nbf_and_after_exp(KeyOperation operation) {
        makeValid(NOW.plusSeconds(10), NOW.plusSeconds(20));

        assertThatCode(() -> use(operation)).doesNotThrowAnyException();
        installation.clock.advance(Duration.ofDays(10_000));
        assertThatCode(() -> use(operation)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void a_digest_has_exactly_the_length_of_the_algorithms_hash(SignatureAlgorithm algorithm) {
        KeySpec spec = someSpec(algorithm);
        make("any", spec);
        ObjectReference key = new ObjectReference(new ObjectName("any"), null);
        int right = algorithm.hash().bytes();

        assertThatCode(() -> sign(key, algorithm, new byte[right])).doesNotThrowAnyException();
        for (int wrong : new int[] {0, right - 1, right + 1}) {
            assertThatThrownBy(() -> sign(key, algorithm, new byte[wrong]))
                    .is(refused(400))
                    .hasMessage(
                            "Invalid length of 'value': %d bytes. Algorithm %s requires %d bytes, encoded with base64url.",
                            wrong, algorithm, right);
            assertThatThrownBy(() -> verify(key, algorithm, new byte[wrong], new byte[64]))
                    .is(refused(400));
        }
    }

    @Test
    void an_algorithm_that_does_not_fit_the_key_is_refused() {
        make("ec", P_256);
        make("rsa", new Rsa(2048));

        assertThatThrownBy(() -> sign(EC, SignatureAlgorithm.ES384, new byte[48]))
                .is(refused(400))
                .hasMessage(
                        "Key and signing or encryption algorithm are incompatible. Algorithm ES384 cannot be used with an EC key on curve P-256.");
        assertThatThrownBy(() -> sign(RSA, SignatureAlgorithm.ES256, DIGEST))
                .is(refused(400))
                .hasMessageEndingWith("ES256 cannot be used with an RSA key of 2048 bits.");
        assertThatThrownBy(() -> verify(EC, SignatureAlgorithm.RS256, DIGEST, DIGEST))
                .is(refused(400));
    }

    @Test
    void a_plaintext_that_is_too_long_and_a_wrong_ciphertext_are_bad_parameters() {
        make("rsa", new Rsa(2048));

        assertThatThrownBy(() -> encrypt(KeyOperation.ENCRYPT, OAEP, new byte[191]))
                .is(refused(400));
        assertThatThrownBy(() -> decrypt(KeyOperation.DECRYPT, OAEP, new byte[256]))
                .is(refused(400));
    }

    @Test
    void the_right_is_asked_first_so_that_nothing_is_learnt_without_it() {
        KeyVersion version = make("ec", P_256);
        replace(version, Samples.disabled(version));
        allow();

        assertRefused("ForbiddenByPolicy", () -> sign(EC, SignatureAlgorithm.ES256, DIGEST));
        assertRefused("ForbiddenByPolicy", () -> sign(RSA, SignatureAlgorithm.ES256, DIGEST));
        assertThat(messageOf(Samples.contosoNobody(), "ec"))
                .isEqualTo(messageOf(Samples.contosoNobody(), "nothing-here"));
        assertThat(messageOf(Samples.fabrikamAdmin(), "ec"))
                .isEqualTo(messageOf(Samples.fabrikamAdmin(), "nothing-here"));
    }

    @Test
    void then_whether_the_key_is_there_then_its_state_then_the_algorithm() {
        assertThatThrownBy(() -> sign(EC, SignatureAlgorithm.ES384, DIGEST)).is(refused(404));
        make("rsa", operations(List.of(KeyOperation.VERIFY)));
        assertRefused("KeyOperationForbidden", () -> sign(RSA, SignatureAlgorithm.ES384, DIGEST));
        KeyVersion version =
                installation
                        .keys
                        .find(installation.vault(CONTOSO_VAULT), RSA, true)
                        .orElseThrow()
                        .version();
        replace(
                version,
                Samples.withAttributes(
                        version, new KeyAttributes(true, null, NOW.minusSeconds(1), NOW, NOW)));
        assertRefused("KeyNotYetValidOrExpired", () -> sign(RSA, SignatureAlgorithm.ES384, DIGEST));
    }

    @Test
    void an_unknown_key_is_not_found_by_the_name_that_was_asked_for() {
        VersionId version = new VersionId(new UUID(0, 1));

        assertThatThrownBy(() ->
                        sign(
                                new ObjectReference(EC.name(), version),
                                SignatureAlgorithm.ES256,
                                DIGEST))
                .isInstanceOfSatisfying(
                        VaultException.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo("KeyNotFound"))
                .hasMessageStartingWith(
                        "A key with (name/id) ec/%s was not found in this key vault.", version);
    }

    @Test
    void the_record_names_the_key_its_version_and_the_algorithm() {
        KeyVersion version = make("ec", P_256);

        sign(EC, SignatureAlgorithm.ES256, DIGEST);

        AuditEvent event = installation.trail.last();
        assertThat(event.target().collection()).isEqualTo("keys");
        assertThat(event.target().object()).isEqualTo("ec");
        assertThat(event.target().version()).isEqualTo(version.id().toString());
        assertThat(event.details()).isEqualTo(Map.of("algorithm", "ES256"));
    }

    @Test
    void the_record_of_a_refusal_names_what_was_asked_for() {
        allow();

        assertRefused("ForbiddenByPolicy", () -> sign(EC, SignatureAlgorithm.ES256, DIGEST));

        AuditEvent event = installation.trail.last();
        assertThat(event.target().vault()).isEqualTo("contoso-demo");
        assertThat(event.target().object()).isEqualTo("ec");
        assertThat(event.target().version()).isNull();
        assertThat(event.details()).isEqualTo(Map.of("algorithm", "ES256"));
    }

    @Test
    void a_key_that_is_disabled_while_it_signs_gives_no_signature() {
        KeyVersion version = make("ec", P_256);

        assertThatThrownBy(() -> signWhile(() -> replace(version, Samples.disabled(version))))
                .is(refused(403));

        assertDroppedThen("KeyDisabled");
    }

    @Test
    void a_right_that_is_taken_while_it_is_used_gives_no_signature() {
        make("ec", P_256);

        assertThatThrownBy(() -> signWhile(() -> allow())).isInstanceOf(VaultException.class);

        assertDroppedThen("ForbiddenByPolicy");
    }

    @Test
    void a_version_that_is_superseded_while_it_signs_signs_again_as_the_new_one() {
        make("ec", P_256);

        KeyUsage.Result signed = signWhile(() -> make("ec", P_256));

        KeyVersion current =
                installation
                        .keys
                        .find(installation.vault(CONTOSO_VAULT), EC, true)
                        .orElseThrow()
                        .version();
        assertThat(signed.version()).isEqualTo(current);
    }

    @Test
    void a_named_version_goes_on_signing_when_there_is_a_new_one() {
        KeyVersion first = make("ec", P_256);
        ObjectReference named = new ObjectReference(EC.name(), first.id());
        AtomicInteger runs = new AtomicInteger();

        installation.perform(
                Action.KEY_SIGN,
                contosoApp(),
                CONTOSO_VAULT,
                (evidence, vault) ->
                        usage.sign(
                                contosoApp(),
                                evidence,
                                vault,
                                named,
                                SignatureAlgorithm.ES256,
                                DIGEST,
                                doingFirst(runs, () -> make("ec", P_256))));

        assertThat(runs).hasValue(1);
    }

    private KeyUsage.Result signWhile(Runnable somethingHappens) {
        AtomicInteger runs = new AtomicInteger();
        return installation.perform(
                Action.KEY_SIGN,
                contosoApp(),
                CONTOSO_VAULT,
                (evidence, vault) ->
                        usage.sign(
                                contosoApp(),
                                evidence,
                                vault,
                                EC,
                                SignatureAlgorithm.ES256,
                                DIGEST,
                                doingFirst(runs, somethingHappens)));
    }

    /// Something happens when the first signature is there, before its record is made.
    private static UnaryOperator<KeyUsage.Result> doingFirst(
            AtomicInteger runs, Runnable somethingHappens) {
        return result -> {
            if (runs.incrementAndGet() == 1) {
                somethingHappens.run();
            }
            return result;
        };
    }

    private void assertDroppedThen(String signature) {
        assertThat(installation.trail.events())
                .extracting(event -> event.outcome().signature())
                .endsWith(Outcome.DROPPED.signature(), signature);
    }

    /// Uses the RSA key with inputs that are all right.
    private void use(KeyOperation operation) {
        switch (operation) {
            case SIGN -> sign(RSA, SignatureAlgorithm.PS256, DIGEST);
            case VERIFY -> verify(RSA, SignatureAlgorithm.PS256, DIGEST, DIGEST);
            case ENCRYPT, WRAP_KEY -> encrypt(operation, OAEP, PLAINTEXT);
            case DECRYPT, UNWRAP_KEY -> decrypt(operation, OAEP, ciphertext());
        }
    }

    private KeyUsage.Result sign(ObjectReference key, SignatureAlgorithm algorithm, byte[] digest) {
        return sign(contosoApp(), key, algorithm, digest);
    }

    private KeyUsage.Result sign(
            Caller caller, ObjectReference key, SignatureAlgorithm algorithm, byte[] digest) {
        return installation.perform(
                Action.KEY_SIGN,
                caller,
                CONTOSO_VAULT,
                (evidence, vault) ->
                        usage.sign(
                                caller, evidence, vault, key, algorithm, digest, result -> result));
    }

    private boolean verify(
            ObjectReference key, SignatureAlgorithm algorithm, byte[] digest, byte[] signature) {
        return installation.perform(
                Action.KEY_VERIFY,
                contosoApp(),
                CONTOSO_VAULT,
                (evidence, vault) ->
                        usage.verify(
                                contosoApp(), evidence, vault, key, algorithm, digest, signature));
    }

    private KeyUsage.Result encrypt(
            KeyOperation operation, EncryptionAlgorithm algorithm, byte[] plaintext) {
        return installation.perform(
                Action.KEY_ENCRYPT,
                contosoApp(),
                CONTOSO_VAULT,
                (evidence, vault) ->
                        usage.encrypt(
                                contosoApp(),
                                evidence,
                                vault,
                                RSA,
                                operation,
                                algorithm,
                                plaintext,
                                result -> result));
    }

    private KeyUsage.Result decrypt(
            KeyOperation operation, EncryptionAlgorithm algorithm, byte[] ciphertext) {
        return installation.perform(
                Action.KEY_DECRYPT,
                contosoApp(),
                CONTOSO_VAULT,
                (evidence, vault) ->
                        usage.decrypt(
                                contosoApp(),
                                evidence,
                                vault,
                                RSA,
                                operation,
                                algorithm,
                                ciphertext,
                                result -> result));
    }

    private byte[] ciphertext() {
        OpenVault vault = installation.vault(CONTOSO_VAULT);
        KeyVersion version = installation.keys.find(vault, RSA, true).orElseThrow().version();
        return IndependentCheck.encrypt(version.publicKey(), OAEP, PLAINTEXT);
    }

    private @Nullable String messageOf(Caller caller, String key) {
        try {
            sign(
                    caller,
                    new ObjectReference(new ObjectName(key), null),
                    SignatureAlgorithm.ES256,
                    DIGEST);
            return null;
        } catch (VaultException refusal) {
            return refusal.status() + refusal.description();
        }
    }

    private static void assertRefused(String innerCode, Runnable operation) {
        assertThatThrownBy(operation::run)
                .isInstanceOfSatisfying(
                        VaultException.class,
                        refusal -> assertThat(refusal.problem().innerCode()).isEqualTo(innerCode));
    }

    private void allow(Right... permissions) {
        installation.policies(CONTOSO_VAULT, policy(APP, permissions));
    }

    private static Right[] allBut(Right one) {
        return Arrays.stream(Right.values())
                .filter(permission -> permission != one)
                .toArray(Right[]::new);
    }

    private static List<KeyOperation> allBut(KeyOperation one) {
        return Arrays.stream(KeyOperation.values()).filter(operation -> operation != one).toList();
    }

    private static KeySpec someSpec(SignatureAlgorithm algorithm) {
        return Arrays.stream(Curve.values())
                .<KeySpec>map(Ec::new)
                .filter(algorithm::fits)
                .findFirst()
                .orElse(new Rsa(2048));
    }

    private static KeyLifecycle.Wish operations(List<KeyOperation> operations) {
        return new KeyLifecycle.Wish(
                new Rsa(2048), Protection.HSM, operations, true, null, null, Map.of());
    }

    private KeyVersion make(String name, KeySpec spec) {
        return make(
                name,
                new KeyLifecycle.Wish(spec, Protection.HSM, null, true, null, null, Map.of()));
    }

    private void makeValid(@Nullable Instant notBefore, @Nullable Instant expires) {
        make(
                "rsa",
                new KeyLifecycle.Wish(
                        new Rsa(2048), Protection.HSM, null, true, notBefore, expires, Map.of()));
    }

    private KeyVersion make(String name, KeyLifecycle.Wish wish) {
        return installation.perform(
                Action.KEY_CREATE,
                Samples.contosoAdmin(),
                CONTOSO_VAULT,
                (evidence, vault) ->
                        installation.lifecycle.create(
                                Samples.contosoAdmin(),
                                evidence,
                                vault,
                                new ObjectName(name),
                                wish));
    }

    private void replace(KeyVersion before, KeyVersion after) {
        installation.store.commit(installation.keys.replace(before, after));
    }
}
