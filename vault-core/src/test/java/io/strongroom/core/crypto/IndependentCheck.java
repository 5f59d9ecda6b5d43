package io.strongroom.core.crypto;

import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.RsaEncryption.Padding;
import io.strongroom.core.crypto.SignatureAlgorithm.Scheme;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// Checks signatures and encrypts with the JDK, which knows nothing of ours; Bouncy Castle stands
/// in for the one curve that the JDK no longer has.
public final class IndependentCheck {
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    private IndependentCheck() {}

    /// The digest of a message.
    public static byte[] digest(Hash hash, byte[] message) {
        try {
            return MessageDigest.getInstance(hash.jcaName()).digest(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Whether the signature belongs to the message.
    public static boolean verifies(
            PublicKeyMaterial key, SignatureAlgorithm algorithm, byte[] message, byte[] signature) {
        try {
            Signature verifier = verifier(algorithm);
            verifier.initVerify(publicKey(key));
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Encrypts with RSA.
    public static byte[] encrypt(PublicKeyMaterial key, RsaEncryption algorithm, byte[] plaintext) {
        try {
            return switch (algorithm.padding()) {
                case Padding.Oaep(Hash hash) -> oaep(key, hash.jcaName(), plaintext);
                case Padding.Pkcs1 _ -> {
                    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
                    cipher.init(Cipher.ENCRYPT_MODE, publicKey(key));
                    yield cipher.doFinal(plaintext);
                }
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] oaep(PublicKeyMaterial key, String hash, byte[] plaintext)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                publicKey(key),
                new OAEPParameterSpec(
                        hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT));
        return cipher.doFinal(plaintext);
    }

    private static Signature verifier(SignatureAlgorithm algorithm)
            throws GeneralSecurityException {
        String hash = algorithm.hash().jcaName().replace("-", "");
        return switch (algorithm.scheme()) {
            case Scheme.Pkcs1 _ -> Signature.getInstance(hash + "withRSA");
            case Scheme.Pss _ -> pss(algorithm.hash());
            case Scheme.Ecdsa(Curve curve) when curve == Curve.P_256K ->
                    Signature.getInstance(hash + "withPLAIN-ECDSA", BOUNCY_CASTLE);
            case Scheme.Ecdsa _ -> Signature.getInstance(hash + "withECDSAinP1363Format");
            case Scheme.Hmac _ -> throw new AssertionError("a MAC is no signature");
        };
    }

    private static Signature pss(Hash hash) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(
                new PSSParameterSpec(
                        hash.jcaName(),
                        "MGF1",
                        new MGF1ParameterSpec(hash.jcaName()),
                        hash.bytes(),
                        1));
        return signature;
    }

    private static PublicKey publicKey(PublicKeyMaterial key) throws GeneralSecurityException {
        return switch (key) {
            case RsaPublicKey(BigInteger modulus, BigInteger exponent) ->
                    KeyFactory.getInstance("RSA")
                            .generatePublic(new RSAPublicKeySpec(modulus, exponent));
            case EcPublicKey ec when ec.curve() == Curve.P_256K -> ec(ec, BOUNCY_CASTLE);
            case EcPublicKey ec -> ec(ec, KeyFactory.getInstance("EC").getProvider());
        };
    }

    private static PublicKey ec(EcPublicKey key, Provider provider)
            throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC", provider);
        parameters.init(new ECGenParameterSpec(key.curve().secgName()));
        return KeyFactory.getInstance("EC", provider)
                .generatePublic(
                        new ECPublicKeySpec(
                                new ECPoint(new BigInteger(1, key.x()), new BigInteger(1, key.y())),
                                parameters.getParameterSpec(ECParameterSpec.class)));
    }
}
