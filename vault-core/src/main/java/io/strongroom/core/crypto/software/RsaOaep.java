package io.strongroom.core.crypto.software;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.RsaEncryption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/// RSAES-OAEP encryption (RFC 8017 §7.1.1) with MGF1 over the same hash and an empty label.
final class RsaOaep {
    private RsaOaep() {}

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
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(Cipher.ENCRYPT_MODE, parsed(key), parameters(algorithm));
            return cipher.doFinal(plaintext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RSA-OAEP failed in the JDK", e);
        }
    }

    private static OAEPParameterSpec parameters(RsaEncryption algorithm) {
        String hash = algorithm.hash().jcaName();
        return new OAEPParameterSpec(
                hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT);
    }

    private static PublicKey parsed(RsaPublicKey key) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(key.modulus(), key.exponent()));
    }
}
