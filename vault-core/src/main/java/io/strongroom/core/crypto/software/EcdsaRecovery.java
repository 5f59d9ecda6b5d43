package io.strongroom.core.crypto.software;

import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/// Finds the public half of a private key that only signs (SEC 1 v2.0 §4.1.6).
public final class EcdsaRecovery {
    private static final int EVEN = 2;
    private static final int ODD = 3;

    private EcdsaRecovery() {}

    /// A digest, not longer than the curve's order, and its signature `r || s`.
    public record Signed(byte[] digest, byte[] signature) {
        private BigInteger e() {
            return new BigInteger(1, digest);
        }

        private BigInteger r() {
            return new BigInteger(1, Arrays.copyOf(signature, signature.length / 2));
        }

        private BigInteger s() {
            return new BigInteger(
                    1, Arrays.copyOfRange(signature, signature.length / 2, signature.length));
        }
    }

    /// The key that has made both signatures. One alone leaves two keys to choose from, or four.
    ///
    /// @return empty if no key of this curve has
    public static Optional<EcPublicKey> recover(Curve curve, Signed first, Signed second) {
        if (first.signature().length != 2 * curve.fieldBytes()) {
            return Optional.empty();
        }
        EcdsaVerifier verifier = new EcdsaVerifier();
        return candidates(CustomNamedCurves.getByName(curve.secgName()), first)
                .filter(point -> !point.isInfinity())
                .map(point -> key(curve, point))
                .filter(key -> verifier.verify(key, second.digest(), second.signature()))
                .findFirst();
    }

    private static Stream<ECPoint> candidates(X9ECParameters parameters, Signed signed) {
        BigInteger n = parameters.getN();
        BigInteger r = signed.r();
        if (r.signum() == 0 || r.compareTo(n) >= 0) {
            return Stream.empty();
        }
        BigInteger inverse = r.modInverse(n);
        BigInteger timesR = signed.s().multiply(inverse).mod(n);
        BigInteger timesG = signed.e().negate().multiply(inverse).mod(n);
        return Stream.of(r, r.add(n)) // `r` is an x coordinate modulo the order
                .flatMap(x -> points(parameters, x))
                .map(point ->
                        parameters.getG().multiply(timesG).add(point.multiply(timesR)).normalize());
    }

    /// The points with this x coordinate.
    private static Stream<ECPoint> points(X9ECParameters parameters, BigInteger x) {
        int field = (parameters.getCurve().getFieldSize() + 7) / 8;
        if (x.bitLength() > 8 * field) {
            return Stream.empty();
        }
        byte[] encoded = new byte[1 + field];
        BigIntegers.asUnsignedByteArray(x, encoded, 1, field);
        try {
            return Stream.of(EVEN, ODD)
                    .map(parity -> {
                        encoded[0] = parity.byteValue();
                        return parameters.getCurve().decodePoint(encoded);
                    })
                    .toList()
                    .stream();
        } catch (IllegalArgumentException _) {
            return Stream.empty(); // no point has this coordinate
        }
    }

    private static EcPublicKey key(Curve curve, ECPoint point) {
        return new EcPublicKey(
                curve, point.getAffineXCoord().getEncoded(), point.getAffineYCoord().getEncoded());
    }
}
