package io.strongroom.core.crypto;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A secret key and what it can do, with the JDK.
record InMemorySecretKey(byte[] bytes) {

    byte[] hmac(Hash hash, byte[] digest) {
        try {
            String name = "Hmac" + hash.jcaName().replace("-", "");
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(bytes, name));
            return mac.doFinal(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    Ciphertext encrypt(AesEncryption algorithm, Plaintext input, SecureRandom random) {
        byte[] plaintext = input.value().bytes();
        byte[] additionalData = input.additionalData();
        try {
            if (algorithm.mode() != AesEncryption.Mode.GCM) {
                return Ciphertext.of(wrapping(algorithm, Cipher.ENCRYPT_MODE).doFinal(plaintext));
            }
            byte[] iv = new byte[Ciphertext.IV_BYTES];
            random.nextBytes(iv);
            byte[] sealed = gcm(Cipher.ENCRYPT_MODE, iv, additionalData).doFinal(plaintext);
            return new Ciphertext(
                    Arrays.copyOf(sealed, plaintext.length),
                    iv,
                    additionalData,
                    Arrays.copyOfRange(sealed, plaintext.length, sealed.length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] decrypt(AesEncryption algorithm, Ciphertext ciphertext) {
        try {
            if (algorithm.mode() != AesEncryption.Mode.GCM) {
                return wrapping(algorithm, Cipher.DECRYPT_MODE).doFinal(ciphertext.value());
            }
            Cipher gcm = gcm(Cipher.DECRYPT_MODE, ciphertext.iv(), ciphertext.additionalData());
            gcm.update(ciphertext.value());
            return gcm.doFinal(ciphertext.tag());
        } catch (GeneralSecurityException | NegativeArraySizeException e) {
            // the JDK does not expect what is shorter than a wrapped key
            throw new VaultException(Problem.BAD_PARAMETER, "The ciphertext cannot be decrypted.");
        }
    }

    private Cipher gcm(int mode, byte[] iv, byte[] additionalData) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key(), new GCMParameterSpec(128, iv));
        cipher.updateAAD(additionalData);
        return cipher;
    }

    private Cipher wrapping(AesEncryption algorithm, int mode) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/" + algorithm.mode() + "/NoPadding");
        cipher.init(mode, key());
        return cipher;
    }

    private Key key() {
        return new SecretKeySpec(bytes, "AES");
    }
}
