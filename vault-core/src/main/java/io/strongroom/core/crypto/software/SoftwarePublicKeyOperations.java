package io.strongroom.core.crypto.software;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.PublicKeyMaterial;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.PublicKeyOperations;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.SignatureAlgorithm.Scheme;

/// Public-key operations in process, with whichever of the JDK and Bouncy Castle is quicker.
public final class SoftwarePublicKeyOperations implements PublicKeyOperations {
    private final EcdsaVerifier ecdsa = new EcdsaVerifier();

    @Override
    public boolean verify(
            PublicKeyMaterial key, SignatureAlgorithm algorithm, byte[] digest, byte[] signature) {
        requireFits(algorithm.fits(key.spec()));
        if (digest.length != algorithm.hash().bytes()) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "A digest for %s has %d bytes, this one has %d."
                            .formatted(algorithm, algorithm.hash().bytes(), digest.length));
        }
        return switch (key) {
            case RsaPublicKey rsa -> verify(rsa, algorithm, digest, signature);
            case EcPublicKey ec -> ecdsa.verify(ec, digest, signature);
        };
    }

    @Override
    public byte[] encrypt(PublicKeyMaterial key, RsaEncryption algorithm, byte[] plaintext) {
        requireFits(algorithm.fits(key.spec()));
        return switch (key) {
            case RsaPublicKey rsa -> RsaEncrypter.encrypt(rsa, algorithm, plaintext);
            case EcPublicKey _ -> throw new IllegalArgumentException("EC keys do not encrypt");
        };
    }

    private static boolean verify(
            RsaPublicKey key, SignatureAlgorithm algorithm, byte[] digest, byte[] signature) {
        if (signature.length != key.spec().modulusBytes()) {
            return false;
        }
        return switch (algorithm.scheme()) {
            case Scheme.Pkcs1 _ -> RsaPkcs1.verify(key, algorithm.hash(), digest, signature);
            case Scheme.Pss _ -> RsaPss.verify(key, algorithm.hash(), digest, signature);
            case Scheme.Ecdsa _, Scheme.Hmac _ ->
                    throw new IllegalArgumentException(algorithm + " with an RSA key");
        };
    }

    private static void requireFits(boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException("algorithm does not fit the key");
        }
    }
}
