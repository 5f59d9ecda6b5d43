package io.strongroom.api.byok;

import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.SecretBytes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// A key that will be wrapped. Closing it wipes it.
///
/// @param type what it is imported as: `kty`, and `crv` if it has one
/// @param bytes PKCS#8 (RFC 5958), or a secret key
record PackagedKey(String type, SecretBytes bytes) implements AutoCloseable {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] ZERO = {Der.INTEGER, 1, 0};
    private static final byte[] ONE = {Der.INTEGER, 1, 1};
    private static final byte[] RSA = HEX.parseHex("06092a864886f70d010101"); // RFC 8017 §A.1
    private static final byte[] NULL = {5, 0};
    private static final byte[] EC = HEX.parseHex("06072a8648ce3d0201"); // RFC 5480 §2.1.1
    private static final int CURVE_TAG = 0xa0;
    private static final int POINT_TAG = 0xa1;

    /// A secret key.
    ///
    /// @throws PackagingException if it has another size
    static PackagedKey secret(byte[] bytes) {
        if (!KeySpec.Oct.fits(8 * bytes.length)) {
            throw new PackagingException(
                    "the secret key has %d bytes and must have 16, 24 or 32"
                            .formatted(bytes.length));
        }
        return new PackagedKey("oct-HSM", SecretBytes.of(bytes.clone()));
    }

    /// The private key of a PEM file: PKCS#8, PKCS#1 (RFC 8017 §A.1.2) or SEC 1 (RFC 5915 §3).
    ///
    /// @throws PackagingException if there is none, or it is of no type that can be imported
    static PackagedKey pem(byte[] text) {
        Pem.Content content = Pem.only(text, "PRIVATE KEY");
        try (SecretBytes bytes = content.bytes()) {
            return switch (content.label()) {
                case "PRIVATE KEY" -> pkcs8(bytes.bytes().clone());
                case "RSA PRIVATE KEY" -> pkcs8(info(Der.element(Der.SEQUENCE, RSA, NULL), bytes));
                case "EC PRIVATE KEY" -> sec1(bytes.bytes());
                default ->
                        throw new PackagingException(
                                "a key in the format %s cannot be packaged"
                                        .formatted(content.label()));
            };
        }
    }

    private static PackagedKey pkcs8(byte[] bytes) {
        SecretBytes key = SecretBytes.of(bytes);
        try {
            return new PackagedKey(type(bytes), key);
        } catch (PackagingException e) {
            key.close();
            throw e;
        }
    }

    private static String type(byte[] pkcs8) {
        Der whole = Der.of(pkcs8);
        Der info = whole.next(Der.SEQUENCE).inside();
        info.next(Der.INTEGER);
        Der algorithm = info.next(Der.SEQUENCE).inside();
        info.next(Der.OCTET_STRING);
        Der.Element identifier = algorithm.next(Der.OBJECT_IDENTIFIER);
        if (whole.hasMore()) {
            throw new PackagingException("the key is malformed: something follows it");
        }
        if (identifier.is(RSA)) {
            return "RSA-HSM";
        }
        if (identifier.is(EC)) {
            return "EC-HSM, crv " + curve(algorithm.next()).jwaName();
        }
        throw new PackagingException("the key is neither an RSA nor an elliptic-curve key");
    }

    private static Curve curve(Der.Element identifier) {
        return Arrays.stream(Curve.values())
                .filter(curve -> identifier.is(identifier(curve)))
                .findFirst()
                .orElseThrow(() ->
                        new PackagingException(
                                "the curve of the key is none of P-256, P-384, P-521, P-256K"));
    }

    /// RFC 5480 §2.1.1.1, SEC 2 §A.2.
    private static byte[] identifier(Curve curve) {
        return HEX.parseHex(
                switch (curve) {
                    case P_256 -> "06082a8648ce3d030107";
                    case P_384 -> "06052b81040022";
                    case P_521 -> "06052b81040023";
                    case P_256K -> "06052b8104000a";
                });
    }

    /// In PKCS#8 the curve stands beside the key, not in it.
    private static PackagedKey sec1(byte[] bytes) {
        Der key = Der.of(bytes).next(Der.SEQUENCE).inside();
        key.next(Der.INTEGER);
        byte[] d = key.next(Der.OCTET_STRING).whole();
        Optional<Curve> curve = Optional.empty();
        byte[] point = {};
        while (key.hasMore()) {
            Der.Element element = key.next();
            switch (element.tag()) {
                case CURVE_TAG -> curve = Optional.of(curve(element.inside().next()));
                case POINT_TAG -> point = element.whole();
                default -> throw new PackagingException("the key is malformed");
            }
        }
        byte[] named =
                identifier(
                        curve.orElseThrow(
                                () -> new PackagingException("the key does not name its curve")));
        try (SecretBytes whole = SecretBytes.of(Der.element(Der.SEQUENCE, ONE, d, point))) {
            return pkcs8(info(Der.element(Der.SEQUENCE, EC, named), whole));
        } finally {
            Arrays.fill(d, (byte) 0);
        }
    }

    private static byte[] info(byte[] algorithm, SecretBytes key) {
        try (SecretBytes octets = SecretBytes.of(Der.element(Der.OCTET_STRING, key.bytes()))) {
            return Der.element(Der.SEQUENCE, ZERO, algorithm, octets.bytes());
        }
    }

    @Override
    public void close() {
        bytes.close();
    }
}
