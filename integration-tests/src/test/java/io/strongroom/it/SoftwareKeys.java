package io.strongroom.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.azure.security.keyvault.keys.models.JsonWebKey;
import io.strongroom.it.harness.Base64Url;
import io.strongroom.it.search.EcPrivateParts;
import io.strongroom.it.search.PrivateParts;
import io.strongroom.it.search.RsaPrivateParts;
import io.strongroom.it.search.SecretParts;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/// An RSA and an EC key that the test made itself and whose private parts it gives away.
record SoftwareKeys(RSAPrivateCrtKey rsaKey, KeyPair ecPair) {
    private static final int RSA_BYTES = 256;
    private static final int EC_BYTES = 32;

    /// Keys whose private parts hold no zero byte, which PostgreSQL keeps in no text.
    static SoftwareKeys generate() {
        return Stream.generate(() ->
                        new SoftwareKeys(
                                (RSAPrivateCrtKey) pair("RSA", false).getPrivate(),
                                pair("EC", true)))
                .filter(keys -> keys.asTags().values().stream().noneMatch(t -> t.contains("\0")))
                .findFirst()
                .orElseThrow();
    }

    private static KeyPair pair(String algorithm, boolean curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (curve) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else {
                generator.initialize(RSA_BYTES * 8);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The private parts, a character for each byte.
    Map<String, String> asTags() {
        return Map.of(
                "p", text(rsaKey.getPrimeP(), RSA_BYTES / 2),
                "q", text(rsaKey.getPrimeQ(), RSA_BYTES / 2),
                "rsa-d", text(rsaKey.getPrivateExponent(), RSA_BYTES),
                "ec-d", text(((ECPrivateKey) ecPair.getPrivate()).getS(), EC_BYTES));
    }

    /// The RSA key as a client imports it.
    JsonWebKey rsaToImport() {
        return JsonWebKey.fromRsa(new KeyPair(rsaPublic(), rsaKey));
    }

    /// The EC key as a client imports it.
    JsonWebKey ecToImport() {
        return JsonWebKey.fromEc(ecPair, Security.getProvider("SunEC"));
    }

    private RSAPublicKey rsaPublic() {
        try {
            return (RSAPublicKey)
                    KeyFactory.getInstance("RSA")
                            .generatePublic(
                                    new RSAPublicKeySpec(
                                            rsaKey.getModulus(), rsaKey.getPublicExponent()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String primeInBase64() {
        return Base64Url.encode(fixed(rsaKey.getPrimeP(), RSA_BYTES / 2));
    }

    PrivateParts rsa() {
        return new RsaPrivateParts(rsaKey.getModulus(), rsaKey.getPublicExponent());
    }

    PrivateParts ec() {
        X9ECParameters curve = CustomNamedCurves.getByName("secp256r1");
        var w = ((ECPublicKey) ecPair.getPublic()).getW();
        return new EcPrivateParts(
                new ECPublicKeyParameters(
                        curve.getCurve().createPoint(w.getAffineX(), w.getAffineY()),
                        new ECDomainParameters(curve)));
    }

    /// The private part of the EC key, as bytes that are known.
    PrivateParts secret() {
        return new SecretParts(fixed(((ECPrivateKey) ecPair.getPrivate()).getS(), EC_BYTES));
    }

    private static String text(BigInteger value, int length) {
        return new String(fixed(value, length), ISO_8859_1);
    }

    private static byte[] fixed(BigInteger value, int length) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[length];
        int count = Math.min(length, bytes.length);
        System.arraycopy(bytes, bytes.length - count, fixed, length - count, count);
        return fixed;
    }

    /// Without the keys.
    @Override
    public String toString() {
        return "SoftwareKeys";
    }
}
