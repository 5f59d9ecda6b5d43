package io.strongroom.core.crypto;

import java.util.Arrays;
import java.util.Optional;

/// An elliptic curve, by its JWA name (RFC 7518 §6.2.1.1; `P-256K` is Azure's name for secp256k1,
/// RFC 8812).
public enum Curve {
    P_256("P-256", "secp256r1", 32),
    P_384("P-384", "secp384r1", 48),
    P_521("P-521", "secp521r1", 66),
    P_256K("P-256K", "secp256k1", 32);

    private final String jwaName;
    private final String secgName;
    private final int fieldBytes;

    Curve(String jwaName, String secgName, int fieldBytes) {
        this.jwaName = jwaName;
        this.secgName = secgName;
        this.fieldBytes = fieldBytes;
    }

    /// The curve with this JWA name.
    public static Optional<Curve> named(String jwaName) {
        return Arrays.stream(values()).filter(c -> c.jwaName.equals(jwaName)).findFirst();
    }

    /// The curve that a stored document names.
    ///
    /// @throws IllegalArgumentException if there is no such curve
    public static Curve require(String jwaName) {
        return named(jwaName)
                .orElseThrow(() -> new IllegalArgumentException("a curve named " + jwaName));
    }

    public String jwaName() {
        return jwaName;
    }

    /// The name in SEC 2.
    public String secgName() {
        return secgName;
    }

    /// Size of a coordinate, of `r` and of `s`, in bytes.
    public int fieldBytes() {
        return fieldBytes;
    }
}
