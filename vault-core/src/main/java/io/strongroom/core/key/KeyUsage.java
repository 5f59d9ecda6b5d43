package io.strongroom.core.key;

import io.strongroom.core.Decided;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Evidence;
import io.strongroom.core.crypto.EncryptionAlgorithm;
import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.PublicKeyOperations;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.KeyReference;
import io.strongroom.core.vault.OpenVault;
import java.time.Clock;

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
    /// @throws VaultException.BadParameter when the algorithm does not fit the key, or the digest
    ///   the algorithm
    public Decided<Result> sign(
            Caller caller,
            Evidence evidence,
            OpenVault vault,
            KeyReference reference,
            SignatureAlgorithm algorithm,
            byte[] digest) {
        evidence.detail("algorithm", algorithm.name());
        KeyVersion version = usable(caller, evidence, vault, reference, KeyOperation.SIGN);
        requireFits(algorithm, version.spec(), digest);
        return Decided.answer(
                new Result(version, provider.sign(version.wrapped(), algorithm, digest)));
    }

    /// Verifies a signature over a digest, in process.
    ///
    /// @throws VaultException.BadParameter as [#sign]
    public Decided<Boolean> verify(
            Caller caller,
            Evidence evidence,
            OpenVault vault,
            KeyReference reference,
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
    /// @throws VaultException.BadParameter when the algorithm does not fit the key, or the
    ///   plaintext is too long
    public Decided<Result> encrypt(
            Caller caller,
            Evidence evidence,
            OpenVault vault,
            KeyReference reference,
            KeyOperation operation,
            EncryptionAlgorithm algorithm,
            byte[] plaintext) {
        evidence.detail("algorithm", algorithm.jwaName());
        KeyVersion version = usable(caller, evidence, vault, reference, operation);
        requireFits(algorithm, version.spec());
        return Decided.answer(
                new Result(version, publicKeys.encrypt(version.publicKey(), algorithm, plaintext)));
    }

    /// Decrypts.
    ///
    /// @param operation decrypt or unwrap
    /// @throws VaultException.BadParameter when the algorithm does not fit the key, and the same
    ///   for every ciphertext that is none
    public Decided<Result> decrypt(
            Caller caller,
            Evidence evidence,
            OpenVault vault,
            KeyReference reference,
            KeyOperation operation,
            EncryptionAlgorithm algorithm,
            byte[] ciphertext) {
        evidence.detail("algorithm", algorithm.jwaName());
        KeyVersion version = usable(caller, evidence, vault, reference, operation);
        requireFits(algorithm, version.spec());
        if (!provider.supports(algorithm)) {
            throw new VaultException.BadParameter(
                    "The HSM of this vault does not support "
                            + algorithm.jwaName()
                            + " decryption.");
        }
        return Decided.answer(
                new Result(version, provider.decrypt(version.wrapped(), algorithm, ciphertext)));
    }

    private KeyVersion usable(
            Caller caller,
            Evidence evidence,
            OpenVault vault,
            KeyReference reference,
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
            throw new VaultException.BadParameter(
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
        return new VaultException.BadParameter(
                "Key and signing or encryption algorithm are incompatible. Algorithm %s cannot be used with an %s."
                        .formatted(algorithm, described));
    }
}
