package io.strongroom.pkcs11.key;

import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import java.util.Arrays;
import java.util.HexFormat;

/// Curves and points as PKCS#11 writes them (v3.0 §2.3).
final class EcEncoding {
    private static final byte UNCOMPRESSED = 4;
    private static final byte OCTET_STRING = 4;
    private static final int LONG_LENGTH = 0x81;

    private EcEncoding() {}

    /// `CKA_EC_PARAMS`: the curve's object identifier in DER.
    static byte[] parameters(Curve curve) {
        return HexFormat.of()
                .parseHex(
                        switch (curve) {
                            case P_256 -> "06082a8648ce3d030107";
                            case P_384 -> "06052b81040022";
                            case P_521 -> "06052b81040023";
                            case P_256K -> "06052b8104000a";
                        });
    }

    /// Reads `CKA_EC_POINT`: the uncompressed point, in an OCTET STRING as the standard requires,
    /// or bare as some tokens return it. The two differ in length.
    static EcPublicKey point(Curve curve, byte[] attribute) {
        byte[] header = header(1 + 2 * curve.fieldBytes());
        int start = attribute.length - 1 - 2 * curve.fieldBytes();
        boolean wrapped =
                start == header.length && Arrays.equals(attribute, 0, start, header, 0, start);
        if ((start != 0 && !wrapped) || attribute[Math.max(0, start)] != UNCOMPRESSED) {
            throw new IllegalStateException(
                    "CKA_EC_POINT is not an uncompressed point of " + curve);
        }
        int y = start + 1 + curve.fieldBytes();
        return new EcPublicKey(
                curve,
                Arrays.copyOfRange(attribute, start + 1, y),
                Arrays.copyOfRange(attribute, y, attribute.length));
    }

    /// The uncompressed point.
    static byte[] point(EcPublicKey key) {
        int field = key.curve().fieldBytes();
        byte[] point = new byte[1 + 2 * field];
        point[0] = UNCOMPRESSED;
        System.arraycopy(key.x(), 0, point, 1, field);
        System.arraycopy(key.y(), 0, point, 1 + field, field);
        return point;
    }

    private static byte[] header(int length) {
        return length < 0x80
                ? new byte[] {OCTET_STRING, (byte) length}
                : new byte[] {OCTET_STRING, (byte) LONG_LENGTH, (byte) length};
    }
}
