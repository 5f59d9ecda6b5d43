package io.strongroom.it;

import com.azure.security.keyvault.keys.cryptography.models.EncryptionAlgorithm;
import com.azure.security.keyvault.keys.cryptography.models.SignatureAlgorithm;
import com.azure.security.keyvault.keys.models.JsonWebKey;
import com.azure.security.keyvault.keys.models.KeyCurveName;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/// What libraries that have nothing to do with the service say about its answers, given only the
/// public key: the JDK for RSA, Bouncy Castle for elliptic curves.
final class PublicKeys {
    private static final Map<KeyCurveName, String> CURVES =
            Map.of(
                    KeyCurveName.P_256, "secp256r1",
                    KeyCurveName.P_384, "secp384r1",
                    KeyCurveName.P_521, "secp521r1",
                    KeyCurveName.P_256K, "secp256k1");

    private PublicKeys() {}

    /// The digest that an algorithm signs.
    static byte[] digest(SignatureAlgorithm algorithm, byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-" + hashBits(algorithm)).digest(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int hashBits(SignatureAlgorithm algorithm) {
        return Integer.parseInt(algorithm.toString().substring(2, 5));
    }

    /// Whether the signature is one of the message.
    static boolean verifies(
            JsonWebKey key, SignatureAlgorithm algorithm, byte[] message, byte[] signature) {
        return algorithm.toString().startsWith("ES")
                ? verifiesEc(key, digest(algorithm, message), signature)
                : verifiesRsa(key, algorithm, message, signature);
    }

    private static boolean verifiesRsa(
            JsonWebKey key, SignatureAlgorithm algorithm, byte[] message, byte[] signature) {
        int bits = hashBits(algorithm);
        try {
            java.security.Signature verifier;
            if (algorithm.toString().startsWith("PS")) {
                verifier = java.security.Signature.getInstance("RSASSA-PSS");
                verifier.setParameter(
                        new PSSParameterSpec(
                                "SHA-" + bits,
                                "MGF1",
                                new MGF1ParameterSpec("SHA-" + bits),
                                bits / 8,
                                1));
            } else {
                verifier = java.security.Signature.getInstance("SHA" + bits + "withRSA");
            }
            verifier.initVerify(rsa(key));
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean verifiesEc(JsonWebKey key, byte[] digest, byte[] signature) {
        ECPublicKeyParameters parameters = ec(key);
        int half = (parameters.getParameters().getN().bitLength() + 7) / 8;
        if (signature.length != 2 * half) {
            return false;
        }
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, parameters);
        return verifier.verifySignature(
                digest,
                new BigInteger(1, Arrays.copyOfRange(signature, 0, half)),
                new BigInteger(1, Arrays.copyOfRange(signature, half, 2 * half)));
    }

    /// Encrypts for the key.
    static byte[] encrypt(JsonWebKey key, EncryptionAlgorithm algorithm, byte[] plaintext) {
        String hash = algorithm.equals(EncryptionAlgorithm.RSA_OAEP_256) ? "SHA-256" : "SHA-1";
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    rsa(key),
                    new OAEPParameterSpec(
                            hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT));
            return cipher.doFinal(plaintext);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static RSAPublicKey rsa(JsonWebKey key) {
        try {
            PublicKey made =
                    KeyFactory.getInstance("RSA")
                            .generatePublic(
                                    new RSAPublicKeySpec(
                                            new BigInteger(1, key.getN()),
                                            new BigInteger(1, key.getE())));
            return (RSAPublicKey) made;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /// The point, checked to be on its curve.
    static ECPublicKeyParameters ec(JsonWebKey key) {
        String name = CURVES.get(key.getCurveName());
        X9ECParameters curve = CustomNamedCurves.getByName(name);
        return new ECPublicKeyParameters(
                curve.getCurve()
                        .createPoint(new BigInteger(1, key.getX()), new BigInteger(1, key.getY())),
                new ECDomainParameters(curve));
    }
}
