package io.strongroom.core.key;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.Visit;
import io.strongroom.core.budget.FailureBudget;
import io.strongroom.core.crypto.AesEncryption;
import io.strongroom.core.crypto.Ciphertext;
import io.strongroom.core.crypto.Decrypter;
import io.strongroom.core.crypto.EncryptionAlgorithm;
import io.strongroom.core.crypto.HsmCall;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.Plaintext;
import io.strongroom.core.crypto.PublicKeyMaterial;
import io.strongroom.core.crypto.PublicKeyOperations;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.crypto.SecretBytes;
import io.strongroom.core.crypto.SecretKeyCipher;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.Signer;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.vault.LegacyAlgorithms;
import java.security.MessageDigest;
import java.time.Clock;

/// Uses keys: sign and verify, encrypt and decrypt, wrap and unwrap. Wrapping is encryption of the
/// caller's bytes under another right; no key of a customer ever wraps another one inside the HSM.
///
/// Each operation checks, in this order, the caller's right, that the key exists, that it is usable
/// and that the algorithm fits it. Each of them throws a `VaultException` about
/// `FORBIDDEN_BY_POLICY`, `KEY_NOT_FOUND`, those of [KeyVersion#requireUsable], or `BAD_PARAMETER`.
public final class KeyUsage {
    private final KeyFinder keys;
    private final Signer signer;
    private final Decrypter decrypter;
    private final SecretKeyCipher cipher;
    private final PublicKeyOperations publicKeys;
    private final LegacyAlgorithms legacy;
    private final DecryptionFailures failures;
    private final Clock clock;

    /// @param legacy the legacy algorithms of vaults that do not name any
    /// @param budget how many decryptions may fail
    public KeyUsage(
            KeyRepository keys,
            Signer signer,
            Decrypter decrypter,
            SecretKeyCipher cipher,
            PublicKeyOperations publicKeys,
            LegacyAlgorithms legacy,
            FailureBudget budget,
            Clock clock) {
        this.keys = new KeyFinder(keys);
        this.signer = signer;
        this.decrypter = decrypter;
        this.cipher = cipher;
        this.publicKeys = publicKeys;
        this.legacy = legacy;
        this.failures = new DecryptionFailures(keys, budget);
        this.clock = clock;
    }

    /// What an operation made, and the version that made it. The receiver closes the value.
    ///
    /// @param iv nonce of AES-GCM or vector of CBC, empty if absent; so are `additionalData` and
    ///   `tag`
    public record Result(
            KeyVersion version, SecretBytes value, byte[] iv, byte[] additionalData, byte[] tag) {
        private static final byte[] NONE = {};

        Result(KeyVersion version, SecretBytes value) {
            this(version, value, NONE, NONE, NONE);
        }

        private static Result of(KeyVersion version, Ciphertext made) {
            return new Result(
                    version,
                    SecretBytes.of(made.value()),
                    made.iv(),
                    made.additionalData(),
                    made.tag());
        }
    }

    /// Signs a digest.
    public Decided<Result> sign(
            Visit visit, ObjectReference reference, SignatureAlgorithm algorithm, byte[] digest) {
        visit.evidence().detail("algorithm", algorithm.name());
        KeyVersion version = usable(visit, reference, KeyOperation.SIGN);
        requireFits(algorithm, version.spec(), digest);
        requireSupported(algorithm, version.spec());
        return Decided.by(
                signer.signing(version.wrapped(), algorithm, digest),
                signature -> new Result(version, SecretBytes.of(signature)));
    }

    /// Verifies a signature over a digest: in process with a public key, in the HSM with a secret
    /// one.
    public Decided<Boolean> verify(
            Visit visit,
            ObjectReference reference,
            SignatureAlgorithm algorithm,
            byte[] digest,
            byte[] signature) {
        visit.evidence().detail("algorithm", algorithm.name());
        KeyVersion version = usable(visit, reference, KeyOperation.VERIFY);
        requireFits(algorithm, version.spec(), digest);
        return switch (version.material()) {
            case KeyMaterial.Pair(PublicKeyMaterial key, _) ->
                    Decided.answer(publicKeys.verify(key, algorithm, digest, signature));
            case KeyMaterial.Secret _ -> {
                requireSupported(algorithm, version.spec());
                yield Decided.by(
                        signer.signing(version.wrapped(), algorithm, digest),
                        mac -> matches(SecretBytes.of(mac), signature));
            }
        };
    }

    /// Encrypts: in process with a public key, in the HSM with a secret one.
    ///
    /// @param operation encrypt or wrap
    public Decided<Result> encrypt(
            Visit visit,
            ObjectReference reference,
            KeyOperation operation,
            EncryptionAlgorithm algorithm,
            Plaintext plaintext) {
        visit.evidence().detail("algorithm", algorithm.jwaName());
        KeyVersion version = usable(visit, reference, operation);
        requireFits(algorithm, version.spec());
        requireFits(algorithm, operation);
        requireAllowed(visit, algorithm);
        return switch (algorithm) {
            case RsaEncryption rsa ->
                    Decided.answer(
                            new Result(
                                    version,
                                    SecretBytes.of(
                                            publicKeys.encrypt(
                                                    publicKey(version),
                                                    rsa,
                                                    plaintext.value().bytes()))));
            case AesEncryption aes -> {
                AesLengths.requirePlaintext(aes, plaintext.value().length());
                AesLengths.requireIv(aes, plaintext);
                yield Decided.by(
                        cipher.encrypting(version.wrapped(), aes, plaintext),
                        made -> Result.of(version, made));
            }
        };
    }

    /// Decrypts. Every invalid ciphertext has the same answer, and is counted.
    ///
    /// @param operation decrypt or unwrap
    /// @throws VaultException also `ALGORITHM_BLOCKED` and `TOO_MANY_FAILURES`
    public Decided<Result> decrypt(
            Visit visit,
            ObjectReference reference,
            KeyOperation operation,
            EncryptionAlgorithm algorithm,
            Ciphertext ciphertext) {
        visit.evidence().detail("algorithm", algorithm.jwaName());
        FoundKey found = usableKey(visit, reference, operation);
        KeyVersion version = found.version();
        requireFits(algorithm, version.spec());
        requireFits(algorithm, operation);
        requireAllowed(visit, algorithm);
        failures.requireOpen(found.key(), algorithm);
        HsmCall<SecretBytes> decryption =
                switch (algorithm) {
                    case RsaEncryption rsa -> {
                        requireSupported(rsa);
                        yield decrypter.decrypting(version.wrapped(), rsa, ciphertext.value());
                    }
                    case AesEncryption aes -> {
                        AesLengths.requireIvAndTag(aes, ciphertext);
                        yield cipher.decrypting(version.wrapped(), aes, ciphertext);
                    }
                };
        return Decided.by(
                failures.counted(visit.evidence(), found.key(), algorithm, decryption),
                plaintext -> new Result(version, plaintext));
    }

    private static boolean matches(SecretBytes mac, byte[] signature) {
        try (mac) {
            return MessageDigest.isEqual(mac.bytes(), signature);
        }
    }

    private static PublicKeyMaterial publicKey(KeyVersion version) {
        return switch (version.material()) {
            case KeyMaterial.Pair(PublicKeyMaterial key, _) -> key;
            case KeyMaterial.Secret _ -> throw new IllegalStateException("no public key");
        };
    }

    private void requireSupported(RsaEncryption algorithm) {
        if (!decrypter.supports(algorithm)) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "The HSM of this vault does not support %s decryption."
                            .formatted(algorithm.jwaName()));
        }
    }

    private void requireSupported(SignatureAlgorithm algorithm, KeySpec spec) {
        if (!signer.supports(algorithm, spec)) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "The HSM of this vault does not support %s with an %s."
                            .formatted(algorithm, described(spec)));
        }
    }

    private KeyVersion usable(Visit visit, ObjectReference reference, KeyOperation operation) {
        return usableKey(visit, reference, operation).version();
    }

    private FoundKey usableKey(Visit visit, ObjectReference reference, KeyOperation operation) {
        FoundKey found = keys.require(visit, reference, operation.right());
        found.version().requireUsable(operation, clock.instant());
        return found;
    }

    private static void requireFits(SignatureAlgorithm algorithm, KeySpec spec, byte[] digest) {
        if (!algorithm.fits(spec)) {
            throw misfit(algorithm.name(), spec);
        }
        if (digest.length != algorithm.hash().bytes()) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "Invalid length of 'value': %d bytes. Algorithm %s requires %d bytes, encoded with base64url."
                            .formatted(digest.length, algorithm.name(), algorithm.hash().bytes()));
        }
    }

    private static void requireFits(EncryptionAlgorithm algorithm, KeySpec spec) {
        if (!algorithm.fits(spec)) {
            throw misfit(algorithm.jwaName(), spec);
        }
    }

    /// AES key wrap is for keys: its ciphertext is the same for the same plaintext. CBC does not
    /// authenticate, so a changed ciphertext would unwrap to a changed key.
    private static void requireFits(EncryptionAlgorithm algorithm, KeyOperation operation) {
        boolean wraps = operation == KeyOperation.WRAP_KEY || operation == KeyOperation.UNWRAP_KEY;
        switch (algorithm) {
            case RsaEncryption _ -> {}
            case AesEncryption aes -> {
                switch (aes.mode()) {
                    case GCM -> {}
                    case KW, KWP -> requireMadeFor(wraps, aes, "wrapKey and unwrapKey");
                    case CBC, CBC_PAD -> requireMadeFor(!wraps, aes, "encrypt and decrypt");
                }
            }
        }
    }

    private static void requireMadeFor(boolean made, AesEncryption algorithm, String operations) {
        if (!made) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "Algorithm %s is for operations %s."
                            .formatted(algorithm.jwaName(), operations));
        }
    }

    private void requireAllowed(Visit visit, EncryptionAlgorithm algorithm) {
        visit.vault().vault().settings().legacyAlgorithms(legacy).require(algorithm);
    }

    private static VaultException misfit(String algorithm, KeySpec spec) {
        return new VaultException(
                Problem.BAD_PARAMETER,
                "Key and signing or encryption algorithm are incompatible. Algorithm %s cannot be used with an %s."
                        .formatted(algorithm, described(spec)));
    }

    private static String described(KeySpec spec) {
        return switch (spec) {
            case Rsa(int bits) -> "RSA key of " + bits + " bits";
            case Ec(var curve) -> "EC key on curve " + curve.jwaName();
            case Oct(int bits) -> "oct key of " + bits + " bits";
        };
    }
}
