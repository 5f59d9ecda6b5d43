package io.strongroom.core.crypto;

import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A signature algorithm, by its JWA name (RFC 7518 §3.1, RFC 8812 §3.2). All of them sign a
/// finished digest.
public enum SignatureAlgorithm {
    RS256(new Scheme.Pkcs1(), Hash.SHA_256),
    RS384(new Scheme.Pkcs1(), Hash.SHA_384),
    RS512(new Scheme.Pkcs1(), Hash.SHA_512),
    PS256(new Scheme.Pss(), Hash.SHA_256),
    PS384(new Scheme.Pss(), Hash.SHA_384),
    PS512(new Scheme.Pss(), Hash.SHA_512),
    ES256(new Scheme.Ecdsa(Curve.P_256), Hash.SHA_256),
    ES384(new Scheme.Ecdsa(Curve.P_384), Hash.SHA_384),
    ES512(new Scheme.Ecdsa(Curve.P_521), Hash.SHA_512),
    ES256K(new Scheme.Ecdsa(Curve.P_256K), Hash.SHA_256),
    HS256(new Scheme.Hmac(), Hash.SHA_256),
    HS384(new Scheme.Hmac(), Hash.SHA_384),
    HS512(new Scheme.Hmac(), Hash.SHA_512);

    private static final Map<String, SignatureAlgorithm> BY_NAME =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));

    /// How the digest becomes a signature.
    public sealed interface Scheme {
        /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2).
        record Pkcs1() implements Scheme {}

        /// RSASSA-PSS with MGF1 over the same hash and a salt as long as the digest (RFC 8017 §8.1,
        /// RFC 7518 §3.5).
        record Pss() implements Scheme {}

        /// ECDSA, signature `r || s` of fixed length (RFC 7518 §3.4).
        record Ecdsa(Curve curve) implements Scheme {}

        /// HMAC (RFC 2104, RFC 7518 §3.2) of the digest, as Azure signs with secret keys.
        record Hmac() implements Scheme {}
    }

    private final Scheme scheme;
    private final Hash hash;

    SignatureAlgorithm(Scheme scheme, Hash hash) {
        this.scheme = scheme;
        this.hash = hash;
    }

    /// The algorithm with this JWA name.
    public static Optional<SignatureAlgorithm> named(String jwaName) {
        return Optional.ofNullable(BY_NAME.get(jwaName));
    }

    public Scheme scheme() {
        return scheme;
    }

    public Hash hash() {
        return hash;
    }

    /// The one algorithm of keys on a curve.
    public static SignatureAlgorithm of(Curve curve) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.fits(new Ec(curve)))
                .findFirst()
                .orElseThrow();
    }

    /// Whether a key of this specification can be used with this algorithm.
    public boolean fits(KeySpec spec) {
        return switch (spec) {
            case Rsa _ -> scheme instanceof Scheme.Pkcs1 || scheme instanceof Scheme.Pss;
            case Ec(Curve curve) -> scheme.equals(new Scheme.Ecdsa(curve));
            case Oct _ -> scheme instanceof Scheme.Hmac;
        };
    }
}
