package io.strongroom.core.key;

import static io.strongroom.core.Samples.ADMIN;
import static io.strongroom.core.Samples.APP;
import static io.strongroom.core.Samples.CONTOSO_VAULT;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.Samples.policy;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.InMemoryInstallation;
import io.strongroom.core.Page;
import io.strongroom.core.PageRequest;
import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.Visit;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.crypto.Ciphertext;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.Hash;
import io.strongroom.core.crypto.IndependentCheck;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.Plaintext;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.crypto.SecretBytes;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.software.SoftwarePublicKeyOperations;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.permission.Right;
import io.strongroom.core.vault.LegacyAlgorithms;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The keys of Contoso's vault, each operation with its record. Contoso's administrator has every
/// right on keys, by a policy; Contoso's application has those that a test allows.
final class KeyFixture {
    static final byte[] MESSAGE = "a message".getBytes(UTF_8);
    static final byte[] DIGEST = IndependentCheck.digest(Hash.SHA_256, MESSAGE);
    static final byte[] PLAINTEXT = "a caller's data key".getBytes(UTF_8);
    static final RsaEncryption OAEP = RsaEncryption.RSA_OAEP_256;
    static final ObjectReference EC = current("ec");
    static final ObjectReference RSA = current("rsa");
    static final Ec P_256 = new Ec(Curve.P_256);
    static final Rsa RSA_2048 = new Rsa(2048);

    final InMemoryInstallation installation = new InMemoryInstallation();
    final KeyLifecycle lifecycle = installation.lifecycle;
    final KeyUsage usage =
            new KeyUsage(
                    installation.keys,
                    installation.provider,
                    installation.provider,
                    installation.provider,
                    new SoftwarePublicKeyOperations(),
                    LegacyAlgorithms.NONE,
                    installation.budget,
                    installation.clock);

    KeyFixture() {
        allow();
    }

    /// Sets the rights of the application.
    void allow(Right... rights) {
        installation.policies(CONTOSO_VAULT, policy(ADMIN, onKeys()), policy(APP, rights));
    }

    /// Allows the application to use keys for everything.
    void allowEveryUse() {
        allow(
                Right.KEYS_SIGN,
                Right.KEYS_VERIFY,
                Right.KEYS_ENCRYPT,
                Right.KEYS_DECRYPT,
                Right.KEYS_WRAP_KEY,
                Right.KEYS_UNWRAP_KEY);
    }

    /// The rights on the objects of a vault but one.
    static Right[] allBut(Right one) {
        return Arrays.stream(Right.values())
                .filter(right -> right.collection() != null)
                .filter(right -> right != one)
                .toArray(Right[]::new);
    }

    private static Right[] onKeys() {
        return Arrays.stream(Right.values())
                .filter(right -> right.name().startsWith("KEYS_"))
                .toArray(Right[]::new);
    }

    KeyVersion make(String name, KeySpec spec) {
        return make(name, request(spec));
    }

    KeyVersion make(String name, NewKeyRequest request) {
        return make(contosoAdmin(), name, request);
    }

    KeyVersion make(Caller caller, String name, NewKeyRequest request) {
        return perform(
                Action.KEY_CREATE,
                caller,
                visit -> lifecycle.create(visit, new ObjectName(name), request));
    }

    KeyVersion get(ObjectReference reference) {
        return get(contosoAdmin(), reference);
    }

    KeyVersion get(Caller caller, ObjectReference reference) {
        return perform(Action.KEY_GET, caller, visit -> lifecycle.get(visit, reference));
    }

    KeyVersion update(ObjectReference reference, KeyAttributes.Changes changes) {
        return update(contosoAdmin(), reference, changes);
    }

    KeyVersion update(Caller caller, ObjectReference reference, KeyAttributes.Changes changes) {
        return perform(
                Action.KEY_UPDATE, caller, visit -> lifecycle.update(visit, reference, changes));
    }

    Page<KeyVersion> list(Caller caller, int limit, @Nullable String after) {
        return perform(
                Action.KEY_LIST,
                caller,
                visit -> lifecycle.list(visit, new PageRequest(limit, after)));
    }

    Page<KeyVersion> versions(Caller caller, String name, int limit, @Nullable String after) {
        return perform(
                Action.KEY_LIST_VERSIONS,
                caller,
                visit ->
                        lifecycle.versions(
                                visit, new ObjectName(name), new PageRequest(limit, after)));
    }

    KeyUsage.Result sign(ObjectReference key, SignatureAlgorithm algorithm, byte[] digest) {
        return sign(Samples.contosoApp(), key, algorithm, digest);
    }

    KeyUsage.Result sign(
            Caller caller, ObjectReference key, SignatureAlgorithm algorithm, byte[] digest) {
        return perform(Action.KEY_SIGN, caller, visit -> usage.sign(visit, key, algorithm, digest));
    }

    boolean verify(
            ObjectReference key, SignatureAlgorithm algorithm, byte[] digest, byte[] signature) {
        return perform(
                Action.KEY_VERIFY,
                Samples.contosoApp(),
                visit -> usage.verify(visit, key, algorithm, digest, signature));
    }

    byte[] encrypt(ObjectReference key, KeyOperation operation, byte[] plaintext) {
        return perform(
                        Action.KEY_ENCRYPT,
                        Samples.contosoApp(),
                        visit ->
                                usage.encrypt(
                                        visit,
                                        key,
                                        operation,
                                        OAEP,
                                        Plaintext.of(SecretBytes.of(plaintext.clone()))))
                .value()
                .bytes();
    }

    byte[] decrypt(ObjectReference key, KeyOperation operation, byte[] ciphertext) {
        return perform(
                        Action.KEY_DECRYPT,
                        Samples.contosoApp(),
                        visit ->
                                usage.decrypt(
                                        visit, key, operation, OAEP, Ciphertext.of(ciphertext)))
                .value()
                .bytes();
    }

    /// Uses the RSA key with inputs that are valid.
    void use(KeyOperation operation) {
        switch (operation) {
            case SIGN -> sign(RSA, SignatureAlgorithm.PS256, DIGEST);
            case VERIFY -> verify(RSA, SignatureAlgorithm.PS256, DIGEST, DIGEST);
            case ENCRYPT, WRAP_KEY -> encrypt(RSA, operation, PLAINTEXT);
            case DECRYPT, UNWRAP_KEY -> decrypt(RSA, operation, ciphertext());
            case IMPORT, EXPORT -> throw new IllegalArgumentException("no use of an RSA key");
        }
    }

    /// The plaintext, encrypted with the RSA key.
    byte[] ciphertext() {
        return IndependentCheck.encrypt(
                Samples.publicKeyOf(stored(RSA.name(), null).material()), OAEP, PLAINTEXT);
    }

    /// A version as it is stored; the current one if none is named.
    KeyVersion stored(ObjectName name, @Nullable VersionId version) {
        return installation
                .keys
                .find(installation.vault(CONTOSO_VAULT), name, version, true)
                .orElseThrow()
                .version();
    }

    /// Replaces a version, as another node would.
    void replace(KeyVersion before, KeyVersion after) {
        installation.store.commit(installation.keys.replace(before, after));
    }

    <R> R perform(Action action, Caller caller, Function<Visit, Decided<R>> operation) {
        return installation.perform(action, caller, CONTOSO_VAULT, operation);
    }

    /// Performs an operation. Something happens when the operation is decided for the first time,
    /// before its record is stored.
    ///
    /// @return how often the operation ran
    <R> int performWhile(
            Action action,
            Caller caller,
            Runnable somethingHappens,
            Function<Visit, Decided<R>> operation) {
        AtomicInteger runs = new AtomicInteger();
        perform(
                action,
                caller,
                visit -> {
                    Decided<R> decided = operation.apply(visit);
                    if (runs.incrementAndGet() == 1) {
                        somethingHappens.run();
                    }
                    return decided;
                });
        return runs.get();
    }

    void assertDroppedThen(String signature) {
        assertThat(installation.trail.events())
                .extracting(event -> event.outcome().signature())
                .endsWith(Outcome.DROPPED.signature(), signature);
    }

    /// A request for a key with the default attributes.
    static NewKeyRequest request(KeySpec spec) {
        return request(spec, KeyAttributes.Changes.NONE);
    }

    static NewKeyRequest request(KeySpec spec, KeyAttributes.Changes attributes) {
        return new NewKeyRequest(spec, Protection.HSM, attributes);
    }

    static KeyAttributes.Changes enabled(boolean enabled) {
        return new KeyAttributes.Changes(enabled, null, null, null, null);
    }

    static KeyAttributes.Changes operations(List<KeyOperation> operations) {
        return new KeyAttributes.Changes(null, null, null, operations, null);
    }

    static KeyAttributes.Changes tags(Map<String, String> tags) {
        return new KeyAttributes.Changes(null, null, null, null, tags);
    }

    static Map<String, String> manyTags(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "n" + i, i -> "v"));
    }

    static ObjectReference current(String name) {
        return ObjectReference.current(new ObjectName(name));
    }

    static ObjectReference reference(String name, VersionId version) {
        return ObjectReference.of(new ObjectName(name), version);
    }

    static void assertRefused(String innerCode, Runnable operation) {
        assertThatThrownBy(operation::run)
                .isInstanceOfSatisfying(
                        VaultException.class,
                        refusal -> assertThat(refusal.problem().innerCode()).isEqualTo(innerCode));
    }
}
