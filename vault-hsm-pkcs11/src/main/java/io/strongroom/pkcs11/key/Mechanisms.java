package io.strongroom.pkcs11.key;

import io.strongroom.core.crypto.Hash;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.SignatureAlgorithm.Scheme;
import io.strongroom.pkcs11.cryptoki.Ckm;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/// The mechanism of each algorithm, and its input.
public final class Mechanisms {
    public static final Mechanism RSA_KEY_PAIR = new Mechanism.Plain(Ckm.RSA_PKCS_KEY_PAIR_GEN);
    public static final Mechanism EC_KEY_PAIR = new Mechanism.Plain(Ckm.EC_KEY_PAIR_GEN);
    public static final Mechanism AES_KEY = new Mechanism.Plain(Ckm.AES_KEY_GEN);
    public static final Mechanism GENERIC_SECRET = new Mechanism.Plain(Ckm.GENERIC_SECRET_KEY_GEN);
    public static final Mechanism HMAC_SHA256 = new Mechanism.Plain(Ckm.SHA256_HMAC);
    static final Mechanism ECDSA = new Mechanism.Plain(Ckm.ECDSA);
    public static final Mechanism RAW_RSA = new Mechanism.Plain(Ckm.RSA_X_509);

    private static final Map<SignatureAlgorithm, Mechanism> SIGNATURES = signatures();

    private Mechanisms() {}

    public static Mechanism of(SignatureAlgorithm algorithm) {
        Mechanism mechanism = SIGNATURES.get(algorithm);
        if (mechanism == null) {
            throw new IllegalArgumentException("no mechanism for " + algorithm);
        }
        return mechanism;
    }

    /// What the mechanism signs for a digest: the digest, or for RSASSA-PKCS1-v1_5 the DigestInfo
    /// around it (RFC 8017 §9.2).
    static byte[] input(SignatureAlgorithm algorithm, byte[] digest) {
        return switch (algorithm.scheme()) {
            case Scheme.Pkcs1 _ -> algorithm.hash().digestInfo(digest);
            case Scheme.Pss _, Scheme.Ecdsa _, Scheme.Hmac _ -> digest;
        };
    }

    public static Mechanism.Oaep oaep(Hash hash) {
        return new Mechanism.Oaep(hashMechanism(hash), mgf(hash));
    }

    public static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static Map<SignatureAlgorithm, Mechanism> signatures() {
        Map<SignatureAlgorithm, Mechanism> mechanisms = new EnumMap<>(SignatureAlgorithm.class);
        Mechanism pkcs1 = new Mechanism.Plain(Ckm.RSA_PKCS);
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            Hash hash = algorithm.hash();
            mechanisms.put(
                    algorithm,
                    switch (algorithm.scheme()) {
                        case Scheme.Pkcs1 _ -> pkcs1;
                        case Scheme.Pss _ ->
                                new Mechanism.Pss(hashMechanism(hash), mgf(hash), hash.bytes());
                        case Scheme.Ecdsa _ -> ECDSA;
                        case Scheme.Hmac _ -> new Mechanism.Plain(hmac(hash));
                    });
        }
        return mechanisms;
    }

    private static long hashMechanism(Hash hash) {
        return switch (hash) {
            case SHA_1 -> Ckm.SHA_1;
            case SHA_256 -> Ckm.SHA256;
            case SHA_384 -> Ckm.SHA384;
            case SHA_512 -> Ckm.SHA512;
        };
    }

    private static long hmac(Hash hash) {
        return switch (hash) {
            case SHA_256 -> Ckm.SHA256_HMAC;
            case SHA_384 -> Ckm.SHA384_HMAC;
            case SHA_512 -> Ckm.SHA512_HMAC;
            case SHA_1 -> throw new IllegalArgumentException("HMAC with SHA-1");
        };
    }

    private static long mgf(Hash hash) {
        return switch (hash) {
            case SHA_1 -> Ckm.MGF1_SHA1;
            case SHA_256 -> Ckm.MGF1_SHA256;
            case SHA_384 -> Ckm.MGF1_SHA384;
            case SHA_512 -> Ckm.MGF1_SHA512;
        };
    }
}
