package io.strongroom.core.crypto.software;

import io.strongroom.core.crypto.PublicKeyMaterial;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.SignatureAlgorithm.Scheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A published signature, and whether it is one.
record VerifyVector(
        PublicKeyMaterial key,
        SignatureAlgorithm algorithm,
        byte[] digest,
        byte[] signature,
        String result) {

    boolean valid() {
        return result.equals("valid");
    }

    /// Reads `name = value` lines; a vector ends with its result, and a modulus holds until the
    /// next one.
    static List<VerifyVector> read(String resource) {
        List<VerifyVector> vectors = new ArrayList<>();
        Map<String, String> fields = new HashMap<>();
        for (String line : text(resource).lines().toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] pair = line.split(" = ", 2);
            fields.put(pair[0], pair[1]);
            if (pair[0].equals("result")) {
                vectors.add(of(fields));
            }
        }
        return vectors;
    }

    private static VerifyVector of(Map<String, String> fields) {
        SignatureAlgorithm algorithm = SignatureAlgorithm.valueOf(field(fields, "algorithm"));
        PublicKeyMaterial key =
                switch (algorithm.scheme()) {
                    case Scheme.Pkcs1 _, Scheme.Pss _ ->
                            new RsaPublicKey(
                                    new BigInteger(field(fields, "n"), 16),
                                    new BigInteger(field(fields, "e"), 16));
                    case Scheme.Ecdsa(var curve) ->
                            new EcPublicKey(curve, bytes(fields, "x"), bytes(fields, "y"));
                    case Scheme.Hmac _ -> throw new AssertionError("a MAC has no public key");
                };
        return new VerifyVector(
                key,
                algorithm,
                bytes(fields, "digest"),
                bytes(fields, "signature"),
                field(fields, "result"));
    }

    private static String field(Map<String, String> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    private static byte[] bytes(Map<String, String> fields, String name) {
        return HexFormat.of().parseHex(field(fields, name));
    }

    private static String text(String resource) {
        try (InputStream in = VerifyVector.class.getResourceAsStream(resource)) {
            return new String(
                    Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return algorithm + " " + key.spec() + " " + result;
    }
}
