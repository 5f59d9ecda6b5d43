package io.strongroom.core.key;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.Visit;
import io.strongroom.core.crypto.Decrypter;
import io.strongroom.core.crypto.EncryptionAlgorithm;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.PublicKeyMaterial;
import io.strongroom.core.crypto.PublicKeyOperations;
import io.strongroom.core.crypto.SecretBytes;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.Signer;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.operation.Decided;
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
    private final PublicKeyOperations publicKeys;
    private final Clock clock;

    public KeyUsage(
            KeyRepository keys,
            Signer signer,
            Decrypter decrypter,
            PublicKeyOperations publicKeys,
            Clock clock) {
        this.keys = new KeyFinder(keys);
        this.signer = signer;
        this.decrypter = decrypter;
        this.publicKeys = publicKeys;
        this.clock = clock;
    }

    /// What an operation made, and the version that made it. The receiver closes the value.
    public record Result(KeyVersion version, SecretBytes value) {}

    /// Signs a digest.
    public Decided<Result> sign(
            Visit visit, ObjectReference reference, SignatureAlgorithm algorithm, byte[] digest) {
        visit.evidence().detail("algorithm", algorithm.name());
        KeyVersion version = usable(visit, reference, KeyOperation.SIGN);
        requireFits(algorithm, version.spec(), digest);
        return Decided.by(
                signer.signing(version.wrapped(), algorithm, digest),
                signature -> new Result(version, SecretBytes.of(signature)));
    }

    /// Verifies a signature over a digest, in process.
    public Decided<Boolean> verify(
            Visit visit,
            ObjectReference reference,
            SignatureAlgorithm algorithm,
            byte[] digest,
            byte[] signature) {
        visit.evidence().detail("algorithm", algorithm.name());
        KeyVersion version = usable(visit, reference, KeyOperation.VERIFY);
        requireFits(algorithm, version.spec(), digest);
        return Decided.answer(
                switch (version.material()) {
                    case KeyMaterial.Pair(PublicKeyMaterial key, _) ->
                            publicKeys.verify(key, algorithm, digest, signature);
                });
    }

    /// Encrypts, in process.
    ///
    /// @param operation encrypt or wrap
    public Decided<Result> encrypt(
            Visit visit,
            ObjectReference reference,
            KeyOperation operation,
            EncryptionAlgorithm algorithm,
            SecretBytes plaintext) {
        visit.evidence().detail("algorithm", algorithm.jwaName());
        KeyVersion version = usable(visit, reference, operation);
        requireFits(algorithm, version.spec());
        byte[] ciphertext =
                switch (version.material()) {
                    case KeyMaterial.Pair(PublicKeyMaterial key, _) ->
                            publicKeys.encrypt(key, algorithm, plaintext.bytes());
                };
        return Decided.answer(new Result(version, SecretBytes.of(ciphertext)));
    }

    /// Decrypts. Every invalid ciphertext has the same answer.
    ///
    /// @param operation decrypt or unwrap
    public Decided<Result> decrypt(
            Visit visit,
            ObjectReference reference,
            KeyOperation operation,
            EncryptionAlgorithm algorithm,
            byte[] ciphertext) {
        visit.evidence().detail("algorithm", algorithm.jwaName());
        KeyVersion version = usable(visit, reference, operation);
        requireFits(algorithm, version.spec());
        if (!decrypter.supports(algorithm)) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "The HSM of this vault does not support %s decryption."
                            .formatted(algorithm.jwaName()));
        }
        return Decided.by(
                decrypter.decrypting(version.wrapped(), algorithm, ciphertext),
                plaintext -> new Result(version, plaintext));
    }

    private KeyVersion usable(Visit visit, ObjectReference reference, KeyOperation operation) {
        KeyVersion version = keys.require(visit, reference, operation.right()).version();
        version.requireUsable(operation, clock.instant());
        return version;
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

    private static VaultException misfit(String algorithm, KeySpec spec) {
        String described =
                switch (spec) {
                    case Rsa(int bits) -> "RSA key of " + bits + " bits";
                    case Ec(var curve) -> "EC key on curve " + curve.jwaName();
                };
        return new VaultException(
                Problem.BAD_PARAMETER,
                "Key and signing or encryption algorithm are incompatible. Algorithm %s cannot be used with an %s."
                        .formatted(algorithm, described));
    }
}
