package io.strongroom.core.key;

import io.strongroom.core.Continuation;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.EncryptionAlgorithm;
import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.PublicKeyOperations;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.vault.OpenVault;
import java.time.Clock;
import java.util.function.Function;

/// Uses keys: sign and verify, encrypt and decrypt, wrap and unwrap. Wrapping is encryption of the
/// caller's bytes under another right; no key of a customer ever wraps another one inside the HSM.
///
/// Each operation asks, in this order: may the caller? is the key there? is it usable? does the
/// algorithm fit?
public final class KeyUsage {
    private final KeyFinder keys;
    private final KeyProvider provider;
    private final PublicKeyOperations publicKeys;
    private final Clock clock;

    public KeyUsage(
            KeyRepository keys, KeyProvider provider, PublicKeyOperations publicKeys, Clock clock) {
        this.keys = new KeyFinder(keys);
        this.provider = provider;
        this.publicKeys = publicKeys;
        this.clock = clock;
    }

    /// What an operation gave, and the version that gave it.
    public record Result(KeyVersion version, byte[] value) {}

    /// Signs a digest.
    ///
    /// @param rendering makes the answer; may run on another thread
    /// @throws VaultException when the algorithm does not fit the key, or the digest the algorithm
    public <R> Decided<R> sign(
            Caller caller,
            Evidence evidence,
            OpenVault vault,
            ObjectReference reference,
            SignatureAlgorithm algorithm,
            byte[] digest,
            Function<Result, R> rendering) {
        evidence.detail("algorithm", algorithm.name());
        KeyVersion version = usable(caller, evidence, vault, reference, KeyOperation.SIGN);
        requireFits(algorithm, version.spec(), digest);
        return provider.sign(
                version.wrapped(), algorithm, digest, concluding(evidence, version, rendering));
    }

    /// Verifies a signature over a digest, in process.
    ///
    /// @throws VaultException as [#sign]
    public Decided<Boolean> verify(
            Caller caller,
            Evidence evidence,
            OpenVault vault,
            ObjectReference reference,
            SignatureAlgorithm algorithm,
            byte[] digest,
            byte[] signature) {
        evidence.detail("algorithm", algorithm.name());
        KeyVersion version = usable(caller, evidence, vault, reference, KeyOperation.VERIFY);
        requireFits(algorithm, version.spec(), digest);
        return Decided.answer(publicKeys.verify(version.publicKey(), algorithm, digest, signature));
    }

    /// Encrypts, in process.
    ///
    /// @param operation encrypt or wrap
    /// @param rendering makes the answer
    /// @throws VaultException when the algorithm does not fit the key, or the plaintext is too long
    public <R> Decided<R> encrypt(
            Caller caller,
            Evidence evidence,
            OpenVault vault,
            ObjectReference reference,
            KeyOperation operation,
            EncryptionAlgorithm algorithm,
            byte[] plaintext,
            Function<Result, R> rendering) {
        evidence.detail("algorithm", algorithm.jwaName());
        KeyVersion version = usable(caller, evidence, vault, reference, operation);
        requireFits(algorithm, version.spec());
        byte[] ciphertext = publicKeys.encrypt(version.publicKey(), algorithm, plaintext);
        return Decided.answer(rendering.apply(new Result(version, ciphertext)));
    }

    /// Decrypts.
    ///
    /// @param operation decrypt or unwrap
    /// @param rendering as in [#sign]
    /// @throws VaultException when the algorithm does not fit the key, and the same for every
    ///   ciphertext that is none
    public <R> Decided<R> decrypt(
            Caller caller,
            Evidence evidence,
            OpenVault vault,
            ObjectReference reference,
            KeyOperation operation,
            EncryptionAlgorithm algorithm,
            byte[] ciphertext,
            Function<Result, R> rendering) {
        evidence.detail("algorithm", algorithm.jwaName());
        KeyVersion version = usable(caller, evidence, vault, reference, operation);
        requireFits(algorithm, version.spec());
        if (!provider.supports(algorithm)) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "The HSM of this vault does not support "
                            + algorithm.jwaName()
                            + " decryption.");
        }
        return provider.decrypt(
                version.wrapped(), algorithm, ciphertext, concluding(evidence, version, rendering));
    }

    /// The HSM's thread renders the answer and hands its record over.
    private static <R> Continuation<byte[], Decided<R>> concluding(
            Evidence evidence, KeyVersion version, Function<Result, R> rendering) {
        return value ->
                evidence.conclude(Decided.answer(rendering.apply(new Result(version, value))));
    }

    private KeyVersion usable(
            Caller caller,
            Evidence evidence,
            OpenVault vault,
            ObjectReference reference,
            KeyOperation operation) {
        KeyVersion version =
                keys.require(caller, evidence, vault, reference, operation.permission()).version();
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
