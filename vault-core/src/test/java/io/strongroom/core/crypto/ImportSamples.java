package io.strongroom.core.crypto;

import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import java.math.BigInteger;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;

/// Keys that callers bring. Each call makes new arrays, which may be wiped.
public final class ImportSamples {
    private static final BigInteger F4 = BigInteger.valueOf(65537);

    private ImportSamples() {}

    /// An RSA key that the JDK made.
    public static ImportedKey.RsaPair rsa(int bits) {
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) RsaPairs.first(bits).getPrivate();
        return rsa(key.getPrimeP(), key.getPrimeQ(), F4);
    }

    /// The key of these primes, whether they are prime or not.
    public static ImportedKey.RsaPair rsa(BigInteger p, BigInteger q, BigInteger e) {
        BigInteger n = p.multiply(q);
        BigInteger phi = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
        BigInteger d = e.modInverse(phi);
        int half = n.bitLength() / 16;
        return new ImportedKey.RsaPair(
                new RsaPublicKey(n, e),
                part(d, 2 * half),
                part(p, half),
                part(q, half),
                part(d.mod(p.subtract(BigInteger.ONE)), half),
                part(d.mod(q.subtract(BigInteger.ONE)), half),
                part(q.modInverse(p), half));
    }

    /// A key of 2048 bits whose `p` is the product of two primes; all equations between its parts
    /// hold.
    public static ImportedKey.RsaPair rsaWithCompositePrime() {
        Random random = new Random(7);
        BigInteger q = ((RSAPrivateCrtKey) RsaPairs.first(2048).getPrivate()).getPrimeQ();
        while (true) {
            BigInteger p = prime(512, random).multiply(prime(512, random));
            BigInteger phi = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
            if (p.bitLength() == 1024
                    && p.multiply(q).bitLength() == 2048
                    && phi.gcd(F4).equals(BigInteger.ONE)) {
                return rsa(p, q, F4);
            }
        }
    }

    /// A number of 1024 bits that passes Fermat's test with every base that it shares no factor
    /// with: `(6k + 1)(12k + 1)(18k + 1)`, whose factors are prime (J. Chernick, On Fermat's simple
    /// theorem, 1939).
    public static BigInteger carmichaelNumber() {
        BigInteger k =
                new BigInteger(
                        "38e0f8e6c07a3c97823b0ebe433a5751532de43847518bc6718a1af55e945b4857309f34bfa2d8c111e3b",
                        16);
        return Stream.of(6, 12, 18)
                .map(factor -> k.multiply(BigInteger.valueOf(factor)).add(BigInteger.ONE))
                .reduce(BigInteger.ONE, BigInteger::multiply);
    }

    /// A key of this curve, always the same.
    public static ImportedKey.EcPair ec(Curve curve) {
        return ec(curve, privatePart(curve, 1));
    }

    /// Another key of this curve.
    public static ImportedKey.EcPair otherEc(Curve curve) {
        return ec(curve, privatePart(curve, 2));
    }

    /// A key on P-256 whose private part begins with zeros.
    public static ImportedKey.EcPair smallEc() {
        return ec(Curve.P_256, BigInteger.ONE.shiftLeft(200).add(BigInteger.TEN));
    }

    /// The key with this private part.
    public static ImportedKey.EcPair ec(Curve curve, BigInteger d) {
        X9ECParameters parameters = CustomNamedCurves.getByName(curve.secgName());
        ECPoint point = parameters.getG().multiply(d).normalize();
        return new ImportedKey.EcPair(
                new EcPublicKey(
                        curve,
                        point.getAffineXCoord().getEncoded(),
                        point.getAffineYCoord().getEncoded()),
                part(d, curve.fieldBytes()));
    }

    /// A secret key.
    public static ImportedKey.Secret secret(String hex) {
        return new ImportedKey.Secret(SecretBytes.of(HexFormat.of().parseHex(hex)));
    }

    /// A number of this many bytes.
    public static SecretBytes part(BigInteger value, int length) {
        byte[] bytes = value.toByteArray();
        byte[] part = new byte[length];
        int count = Math.min(length, bytes.length);
        System.arraycopy(bytes, bytes.length - count, part, length - count, count);
        return SecretBytes.of(part);
    }

    private static BigInteger prime(int bits, Random random) {
        BigInteger prime = BigInteger.probablePrime(bits, random);
        while (!prime.testBit(bits - 2)) { // so that the product of two has all its bits
            prime = BigInteger.probablePrime(bits, random);
        }
        return prime;
    }

    private static BigInteger privatePart(Curve curve, int seed) {
        BigInteger order = CustomNamedCurves.getByName(curve.secgName()).getN();
        return new BigInteger(order.bitLength() - 1, new Random(seed)).setBit(0);
    }
}
