package io.strongroom.core.crypto.software;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.Hash;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.crypto.RsaEncryption.Padding;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/// RSA encryption (RFC 8017 §7.1.1, §7.2.1).
final class RsaEncrypter {
    private RsaEncrypter() {}

    static byte[] encrypt(RsaPublicKey key, RsaEncryption algorithm, byte[] plaintext) {
        int longest = algorithm.maxPlaintextBytes(key.spec());
        if (plaintext.length > longest) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "The value has %d bytes. %s with an RSA key of %d bits encrypts at most %d."
                            .formatted(
                                    plaintext.length,
                                    algorithm.jwaName(),
                                    key.spec().bits(),
                                    longest));
        }
        try {
            return cipher(parsed(key), algorithm.padding()).doFinal(plaintext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm + " failed in the JDK", e);
        }
    }

    private static Cipher cipher(PublicKey key, Padding padding) throws GeneralSecurityException {
        return switch (padding) {
            case Padding.Oaep(Hash hash) -> {
                Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
                cipher.init(Cipher.ENCRYPT_MODE, key, parameters(hash));
                yield cipher;
            }
            case Padding.Pkcs1 _ -> {
                Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
                cipher.init(Cipher.ENCRYPT_MODE, key);
                yield cipher;
            }
        };
    }

    private static OAEPParameterSpec parameters(Hash hash) {
        String name = hash.jcaName();
        return new OAEPParameterSpec(
                name, "MGF1", new MGF1ParameterSpec(name), PSource.PSpecified.DEFAULT);
    }

    private static PublicKey parsed(RsaPublicKey key) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(key.modulus(), key.exponent()));
    }
}
