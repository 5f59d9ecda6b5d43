package io.strongroom.api.data;

import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.SignatureAlgorithm;
import java.util.Optional;

/// The names of curves and signature algorithms by version of the interface. Before 7.0 secp256k1
/// is `SECP256K1` and its algorithm `ECDSA256`; requests may use the later names as well.
final class Secp256k1Names {
    private static final String CURVE = "SECP256K1";
    private static final String ALGORITHM = "ECDSA256";

    private Secp256k1Names() {}

    /// The curve with this name.
    static Optional<Curve> curve(String name, ApiVersion version) {
        return name.equals(CURVE) && !version.hasNamesOfRfc8812()
                ? Optional.of(Curve.P_256K)
                : Curve.named(name);
    }

    /// The name of a curve.
    static String name(Curve curve, ApiVersion version) {
        return curve == Curve.P_256K && !version.hasNamesOfRfc8812() ? CURVE : curve.jwaName();
    }

    /// The signature algorithm with this name.
    static Optional<SignatureAlgorithm> algorithm(String name, ApiVersion version) {
        return name.equals(ALGORITHM) && !version.hasNamesOfRfc8812()
                ? Optional.of(SignatureAlgorithm.ES256K)
                : SignatureAlgorithm.named(name);
    }
}
