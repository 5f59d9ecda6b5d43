package io.strongroom.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The uses of keys that are measured. All keys of a type are the same key, imported under many
/// names, so that each of them decrypts the same ciphertext.
final class KeyOperations {
    private static final String VERSION = "?api-version=2025-07-01";
    private static final String DIGEST = BenchKeys.base64url(new byte[32]);
    private static final Pattern MEMBER = Pattern.compile("\"(value|iv|tag)\":\"([^\"]+)\"");

    /// A use of a key.
    ///
    /// @param name such as `sign ES256`
    /// @param type of the key, as in its name
    /// @param verb last part of the path
    record Use(String name, String type, String verb, String body) {
        /// As a request to a service.
        ///
        /// @param key its name, which may have a `%d` for the number
        Wrk.Request of(String key, Numbers numbers, MeasuredService service)
                throws IOException, InterruptedException {
            return new Wrk.Request(
                    MeasuredService.VAULT,
                    service.port(),
                    "POST",
                    path(key, verb),
                    numbers,
                    service.token("ADMIN"),
                    body);
        }
    }

    private final MeasuredService service;
    private final String token;

    /// @param service that has the keys of [BenchKeys]
    KeyOperations(MeasuredService service) throws IOException, InterruptedException {
        this.service = service;
        this.token = service.token("ADMIN");
    }

    /// All of them; the signatures, ciphertexts and wrapped keys in them are made by the service.
    List<Use> all() throws IOException, InterruptedException {
        return Stream.of(
                        List.of(
                                sign("ES256", "ec"),
                                verify("ES256", "ec"),
                                sign("RS256", "rsa"),
                                verify("RS256", "rsa")),
                        macs(),
                        pair("encrypt", "decrypt", "RSA-OAEP-256", "rsa"),
                        pair("wrapKey", "unwrapKey", "RSA-OAEP-256", "rsa"),
                        gcm(),
                        pair("wrapKey", "unwrapKey", "A256KW", "oct"))
                .flatMap(List::stream)
                .toList();
    }

    /// Those of secret keys with the fastest mechanisms.
    List<Use> fast() throws IOException, InterruptedException {
        return Stream.concat(gcm().stream(), macs().stream()).toList();
    }

    private List<Use> macs() throws IOException, InterruptedException {
        return List.of(sign("HS256", "oct"), verify("HS256", "oct"));
    }

    private List<Use> gcm() throws IOException, InterruptedException {
        return pair("encrypt", "decrypt", "A256GCM", "oct");
    }

    private static Use sign(String algorithm, String type) {
        return new Use("sign " + algorithm, type, "sign", body(algorithm, "value", DIGEST));
    }

    private Use verify(String algorithm, String type) throws IOException, InterruptedException {
        String signature = answer(sign(algorithm, type)).getFirst()[1];
        return new Use(
                "verify " + algorithm,
                type,
                "verify",
                body(algorithm, "digest", DIGEST, "value", signature));
    }

    private List<Use> pair(String there, String back, String algorithm, String type)
            throws IOException, InterruptedException {
        Use first = new Use(there + " " + algorithm, type, there, body(algorithm, "value", DIGEST));
        String[] members = answer(first).stream().flatMap(Arrays::stream).toArray(String[]::new);
        return List.of(
                first, new Use(back + " " + algorithm, type, back, body(algorithm, members)));
    }

    private List<String[]> answer(Use use) throws IOException, InterruptedException {
        String key = BenchKeys.hot(use.type());
        Matcher matcher =
                MEMBER.matcher(service.call("POST", path(key, use.verb()), token, use.body()));
        return matcher.results()
                .map(result -> new String[] {result.group(1), result.group(2)})
                .toList();
    }

    /// The path of a key.
    static String key(String name) {
        return "/keys/" + name + VERSION;
    }

    /// The path of what is done with a key.
    static String path(String key, String verb) {
        return "/keys/" + key + "/" + verb + VERSION;
    }

    private static String body(String algorithm, String... members) {
        return BenchKeys.json(
                Stream.concat(Stream.of("alg", algorithm), Arrays.stream(members))
                        .toArray(String[]::new));
    }
}
