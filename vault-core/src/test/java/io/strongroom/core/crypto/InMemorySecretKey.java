package io.strongroom.core.crypto;

import io.strongroom.core.VaultException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A secret key and what it can do, with the JDK.
record InMemorySecretKey(byte[] bytes) {
    private static final byte[] NONE = {};

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
            return switch (algorithm.mode()) {
                case GCM -> gcm(plaintext, additionalData, random);
                case KW, KWP ->
                        Ciphertext.of(wrapping(algorithm, Cipher.ENCRYPT_MODE).doFinal(plaintext));
                case CBC, CBC_PAD ->
                        new Ciphertext(
                                cbc(algorithm, Cipher.ENCRYPT_MODE, input.iv()).doFinal(plaintext),
                                input.iv(),
                                NONE,
                                NONE);
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] decrypt(AesEncryption algorithm, Ciphertext ciphertext) {
        try {
            return switch (algorithm.mode()) {
                case GCM -> {
                    Cipher gcm =
                            gcm(Cipher.DECRYPT_MODE, ciphertext.iv(), ciphertext.additionalData());
                    gcm.update(ciphertext.value());
                    yield gcm.doFinal(ciphertext.tag());
                }
                case KW, KWP ->
                        wrapping(algorithm, Cipher.DECRYPT_MODE).doFinal(ciphertext.value());
                case CBC, CBC_PAD -> {
                    if (ciphertext.value().length == 0) {
                        throw new VaultException.InvalidCiphertext();
                    }
                    yield cbc(algorithm, Cipher.DECRYPT_MODE, ciphertext.iv())
                            .doFinal(ciphertext.value());
                }
            };
        } catch (GeneralSecurityException | NegativeArraySizeException e) {
            // the JDK does not expect what is shorter than a wrapped key
            throw new VaultException.InvalidCiphertext();
        }
    }

    private Ciphertext gcm(byte[] plaintext, byte[] additionalData, SecureRandom random)
            throws GeneralSecurityException {
        byte[] iv = new byte[Ciphertext.IV_BYTES];
        random.nextBytes(iv);
        byte[] sealed = gcm(Cipher.ENCRYPT_MODE, iv, additionalData).doFinal(plaintext);
        return new Ciphertext(
                Arrays.copyOf(sealed, plaintext.length),
                iv,
                additionalData,
                Arrays.copyOfRange(sealed, plaintext.length, sealed.length));
    }

    private Cipher cbc(AesEncryption algorithm, int mode, byte[] iv)
            throws GeneralSecurityException {
        boolean pads = algorithm.mode() == AesEncryption.Mode.CBC_PAD;
        Cipher cipher = Cipher.getInstance(pads ? "AES/CBC/PKCS5Padding" : "AES/CBC/NoPadding");
        cipher.init(mode, key(), new IvParameterSpec(iv));
        return cipher;
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
