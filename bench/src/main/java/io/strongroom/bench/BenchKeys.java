package io.strongroom.bench;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// The keys of a measured service: one of each type that is always in use, many copies of it that
/// take turns, and more that are only stored.
final class BenchKeys {
    private static final int CONNECTIONS = 32;

    private static final int EC_BYTES = 32;
    private static final int STEP = 10_000;

    private final Calls calls;

    BenchKeys(MeasuredService service) throws IOException, InterruptedException {
        this.calls = new Calls(service, CONNECTIONS);
    }

    /// The name of the key of a type that is always in use.
    static String hot(String type) {
        return "hot-" + type;
    }

    /// The names of its copies, with a `%d`.
    static String copies(String type) {
        return "copy-" + type + "-%d";
    }

    /// The names of the keys that are only stored, with a `%d`.
    static String stored() {
        return "stored-%d";
    }

    /// Imports a key of each type, and copies of it.
    void importCopies(int count) throws GeneralSecurityException, InterruptedException {
        for (Map.Entry<String, String> key : jwks().entrySet()) {
            String body = "{\"key\":" + key.getValue() + "}";
            calls.each("PUT", KeyOperations.key(hot(key.getKey())), body, 0, 1);
            Progress.say("importing %,d copies of a key: %s".formatted(count, key.getKey()));
            calls.each("PUT", KeyOperations.key(copies(key.getKey())), body, 0, count);
        }
    }

    /// Makes keys that are only stored.
    ///
    /// @param count how many in all
    void store(int count) throws InterruptedException {
        for (int from = 0; from < count; from += STEP) {
            Progress.say("making keys: %,d of %,d".formatted(from, count));
            calls.each(
                    "POST",
                    KeyOperations.path(stored(), "create"),
                    "{\"kty\":\"EC\",\"crv\":\"P-256\"}",
                    from,
                    Math.min(from + STEP, count));
        }
    }

    private static Map<String, String> jwks() throws GeneralSecurityException {
        Map<String, String> jwks = new LinkedHashMap<>();
        jwks.put("ec", ec());
        jwks.put("rsa", rsa());
        jwks.put("oct", json("kty", "oct-HSM", "k", base64url(new byte[32])));
        return jwks;
    }

    private static String ec() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        ECPublicKey publicKey = (ECPublicKey) pair.getPublic();
        return json(
                "kty",
                "EC-HSM",
                "crv",
                "P-256",
                "x",
                number(publicKey.getW().getAffineX(), EC_BYTES),
                "y",
                number(publicKey.getW().getAffineY(), EC_BYTES),
                "d",
                number(((ECPrivateKey) pair.getPrivate()).getS(), EC_BYTES));
    }

    private static String rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
        return json(
                "kty",
                "RSA-HSM",
                "n",
                number(key.getModulus(), 256),
                "e",
                number(key.getPublicExponent(), 3),
                "d",
                number(key.getPrivateExponent(), 256),
                "p",
                number(key.getPrimeP(), 128),
                "q",
                number(key.getPrimeQ(), 128),
                "dp",
                number(key.getPrimeExponentP(), 128),
                "dq",
                number(key.getPrimeExponentQ(), 128),
                "qi",
                number(key.getCrtCoefficient(), 128));
    }

    /// A JSON object of texts.
    ///
    /// @param members each name before its value
    static String json(String... members) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < members.length; i += 2) {
            json.append(i == 0 ? "" : ",")
                    .append("\"%s\":\"%s\"".formatted(members[i], members[i + 1]));
        }
        return json.append('}').toString();
    }

    private static String number(BigInteger number, int bytes) {
        byte[] encoded = number.toByteArray();
        byte[] padded = new byte[bytes];
        int length = Math.min(encoded.length, bytes);
        System.arraycopy(encoded, encoded.length - length, padded, bytes - length, length);
        return base64url(padded);
    }

    static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
