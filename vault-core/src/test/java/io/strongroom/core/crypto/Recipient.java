package io.strongroom.core.crypto;

import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/// Somebody that keys are released to, with the JDK: a software enclave.
public record Recipient(KeyPair pair) {

    public static Recipient of(int bits) {
        return new Recipient(RsaPairs.next(bits));
    }

    public RsaPublicKey publicKey() {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        return new RsaPublicKey(key.getModulus(), key.getPublicExponent());
    }

    /// Unwraps what was released: PKCS#8, or the bytes of a secret key. SoftHSM fills keys up with
    /// zeros to a multiple of 8 bytes before it wraps them; those after PKCS#8 are cut off.
    public byte[] unwrap(ReleaseWrapping wrapping, byte[] released) {
        int modulus = publicKey().spec().modulusBytes();
        byte[] aes = oaep(wrapping.hash(), Arrays.copyOf(released, modulus));
        try {
            Cipher cipher = Cipher.getInstance("AES/KWP/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(aes, "AES"));
            return trimmed(cipher.doFinal(released, modulus, released.length - modulus));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] oaep(Hash hash, byte[] wrapped) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    pair.getPrivate(),
                    new OAEPParameterSpec(
                            hash.jcaName(),
                            "MGF1",
                            new MGF1ParameterSpec(hash.jcaName()),
                            PSource.PSpecified.DEFAULT));
            return cipher.doFinal(wrapped);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] trimmed(byte[] key) {
        if (key.length <= 32) {
            return key;
        }
        int length = (key[1] & 0x80) == 0 ? key[1] + 2 : longForm(key);
        return Arrays.copyOf(key, length);
    }

    private static int longForm(byte[] key) {
        int digits = key[1] & 0x7f;
        int length = 0;
        for (int i = 0; i < digits; i++) {
            length = length << 8 | (key[2 + i] & 255);
        }
        return length + 2 + digits;
    }
}
