package io.strongroom.postgres;

import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.PublicKeyMaterial;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import java.math.BigInteger;
import java.util.Arrays;

/// A key's specification and its public half in columns. RSA: the modulus, as long as the
/// specification says, then the exponent. EC: x, then y, each as long as the curve's field.
final class PublicKeyColumn {
    private static final String RSA = "RSA-";
    private static final String EC = "EC-";

    private PublicKeyColumn() {}

    static String encode(KeySpec spec) {
        return switch (spec) {
            case Rsa(int bits) -> RSA + bits;
            case Ec(Curve curve) -> EC + curve.jwaName();
        };
    }

    static KeySpec decode(String spec) {
        if (spec.startsWith(RSA)) {
            return new Rsa(Integer.parseInt(spec.substring(RSA.length())));
        }
        if (spec.startsWith(EC)) {
            return new Ec(Curve.named(spec.substring(EC.length())).orElseThrow());
        }
        throw new IllegalArgumentException("not a key specification");
    }

    static byte[] encode(PublicKeyMaterial key) {
        return switch (key) {
            case RsaPublicKey(BigInteger modulus, BigInteger exponent) ->
                    join(unsigned(modulus), unsigned(exponent));
            case EcPublicKey ec -> join(ec.x(), ec.y());
        };
    }

    static PublicKeyMaterial decode(KeySpec spec, byte[] key) {
        return switch (spec) {
            case Rsa rsa -> {
                int length = rsa.modulusBytes();
                yield new RsaPublicKey(
                        new BigInteger(1, key, 0, length),
                        new BigInteger(1, key, length, key.length - length));
            }
            case Ec(Curve curve) -> {
                int length = curve.fieldBytes();
                yield new EcPublicKey(
                        curve,
                        Arrays.copyOfRange(key, 0, length),
                        Arrays.copyOfRange(key, length, key.length));
            }
        };
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }
}
