package io.strongroom.core.crypto;

import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// What callers transfer, made by the JDK alone (`CKM_RSA_AES_KEY_WRAP`).
public final class TransferSamples {
    private static final HexFormat HEX = HexFormat.of();

    private TransferSamples() {}

    /// Wraps a key for an exchange key.
    ///
    /// @param key PKCS#8, or a secret key
    public static byte[] blob(RsaPublicKey exchangeKey, byte[] key) {
        byte[] transportKey = new byte[32];
        new SecureRandom().nextBytes(transportKey);
        return joined(encrypted(exchangeKey, transportKey), wrapped(transportKey, key));
    }

    /// RSAES-OAEP with SHA-1.
    static byte[] encrypted(RsaPublicKey exchangeKey, byte[] transportKey) {
        try {
            PublicKey key =
                    KeyFactory.getInstance("RSA")
                            .generatePublic(
                                    new RSAPublicKeySpec(
                                            exchangeKey.modulus(), exchangeKey.exponent()));
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
            cipher.init(Cipher.ENCRYPT_MODE, key);
            return cipher.doFinal(transportKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// AES-KWP.
    static byte[] wrapped(byte[] transportKey, byte[] key) {
        try {
            Cipher cipher = Cipher.getInstance("AES/KWP/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(transportKey, "AES"));
            return cipher.doFinal(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// PKCS#8 of an RSA key that the JDK made.
    public static byte[] rsa(int bits) {
        return ((RSAPrivateCrtKey) RsaPairs.first(bits).getPrivate()).getEncoded();
    }

    static byte[] rsaOf1536Bits() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(1536);
            return generator.generateKeyPair().getPrivate().getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// PKCS#8 of an RSA key of 2048 bits with this public exponent.
    public static byte[] rsaWithExponent(int exponent) {
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) RsaPairs.first(2048).getPrivate();
        return rsa(
                ImportSamples.rsa(key.getPrimeP(), key.getPrimeQ(), BigInteger.valueOf(exponent)));
    }

    /// PKCS#8 of an RSA key, whatever its parts are.
    static byte[] rsa(ImportedKey.RsaPair key) {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(
                            new RSAPrivateCrtKeySpec(
                                    key.publicKey().modulus(),
                                    key.publicKey().exponent(),
                                    number(key.d()),
                                    number(key.p()),
                                    number(key.q()),
                                    number(key.dp()),
                                    number(key.dq()),
                                    number(key.qi())))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// PKCS#8 of the key of this curve, without its point.
    public static byte[] ec(Curve curve) {
        SecretBytes d = ImportSamples.ec(curve).d();
        if (curve == Curve.P_256K) { // the JDK has it no longer
            return HEX.parseHex(
                    "303e020100301006072a8648ce3d020106052b8104000a042730250201010420"
                            + HEX.formatHex(d.bytes()));
        }
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(curve.secgName()));
            return KeyFactory.getInstance("EC")
                    .generatePrivate(
                            new ECPrivateKeySpec(
                                    number(d), parameters.getParameterSpec(ECParameterSpec.class)))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// PKCS#8 of the key on P-256, with a point as OpenSSL writes it.
    static byte[] ecWithPoint(ImportedKey.EcPair key) {
        return HEX.parseHex(
                "308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420"
                        + HEX.formatHex(key.d().bytes())
                        + "a14403420004"
                        + HEX.formatHex(key.publicKey().x())
                        + HEX.formatHex(key.publicKey().y()));
    }

    private static BigInteger number(SecretBytes part) {
        return new BigInteger(1, part.bytes());
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = new byte[first.length + second.length];
        System.arraycopy(first, 0, joined, 0, first.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
