package io.strongroom.it.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import io.strongroom.it.harness.Answer;
import io.strongroom.it.harness.Base64Url;
import io.strongroom.it.harness.Json;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Person;
import io.strongroom.it.harness.Plane;
import io.strongroom.it.harness.Site;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Asks keys about ciphertexts that are wrong in different ways, and looks for a difference in the
/// answers and in their times.
public final class Oracles {
    /// Every algorithm that decrypts or unwraps.
    public static final List<String> ALGORITHMS =
            List.of(
                    "RSA1_5",
                    "RSA-OAEP",
                    "RSA-OAEP-256",
                    "A128CBC",
                    "A192CBC",
                    "A256CBC",
                    "A128CBCPAD",
                    "A192CBCPAD",
                    "A256CBCPAD",
                    "A128GCM",
                    "A192GCM",
                    "A256GCM",
                    "A128KW",
                    "A192KW",
                    "A256KW",
                    "CKM_AES_KEY_WRAP",
                    "CKM_AES_KEY_WRAP_PAD");

    /// Largest |t| of times that do not differ.
    private static final double LARGEST_T = 10;

    private static final int THREADS = 2;
    private static final Set<String> OF_A_REQUEST = Set.of("date", "x-ms-request-id");
    private static final List<String> LEGACY =
            ALGORITHMS.stream().filter(Oracles::isLegacy).toList();

    private final Node node;
    private final Person owner;
    private final String vault = Names.fresh("oracles");

    /// @param site whose budgets of failures are larger than what is asked of it
    public Oracles(Site site) {
        node = site.first().node();
        owner = node.admin();
        owner.createVault(vault, Map.of()).ok();
        Map<String, ?> legacy = Map.of("legacyAlgorithms", LEGACY);
        owner.control("PATCH", owner.vaultPath(vault), Map.of("properties", legacy)).ok();
    }

    /// Asks about ciphertexts of all kinds, in random order, with a new key.
    ///
    /// @param required how many at least; with fewer than 10,000 the times are not judged
    public Finding ask(String algorithm, int required) {
        List<WrongCiphertext> wrong = wrong(algorithm, makeKey(algorithm));
        Set<String> answers = ConcurrentHashMap.newKeySet();
        Timing timing = new Timing();
        int warmUp = required / 10;
        askAll(algorithm, wrong, warmUp, answers, new Timing());
        askAll(algorithm, wrong, required, answers, timing);
        double t = timing.worst();
        long slower = required >= 10_000 && t >= LARGEST_T ? 1 : 0;
        long few = wrong.size() < 12 ? 1 : 0;
        return new Finding(
                "wrong ciphertexts of " + algorithm,
                required + warmUp,
                required,
                answers.size() - 1 + slower + few,
                Map.of(
                        "kinds", (long) wrong.size(),
                        "distinct-answers", (long) answers.size(),
                        "largest-t-of-times-x100", Math.round(100 * t)));
    }

    /// Asks once about each kind, with a new key.
    ///
    /// @return what is the same in all answers, which should be one
    public Set<String> answers(String algorithm) {
        Set<String> answers = new TreeSet<>();
        for (WrongCiphertext each : wrong(algorithm, makeKey(algorithm))) {
            answers.add(comparable(send(algorithm, each)));
        }
        return answers;
    }

    private void askAll(
            String algorithm,
            List<WrongCiphertext> wrong,
            int times,
            Set<String> answers,
            Timing timing) {
        AtomicInteger left = new AtomicInteger(times);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(i);
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                while (left.getAndDecrement() > 0) {
                                    WrongCiphertext next = wrong.get(random.nextInt(wrong.size()));
                                    ask(algorithm, next, answers, timing);
                                }
                            }));
        }
        threads.forEach(Oracles::join);
    }

    private void ask(String algorithm, WrongCiphertext wrong, Set<String> answers, Timing timing) {
        Request request = request(algorithm, wrong);
        long begun = System.nanoTime();
        Answer answer = request.send();
        long ended = System.nanoTime();
        answers.add(comparable(answer));
        if (wrong.timed()) {
            timing.add(wrong.kind(), ended - begun);
        }
    }

    private interface Request {
        Answer send();
    }

    private Answer send(String algorithm, WrongCiphertext wrong) {
        return request(algorithm, wrong).send();
    }

    private Request request(String algorithm, WrongCiphertext wrong) {
        String url =
                "%s/keys/%s/%s?api-version=%s"
                        .formatted(
                                node.installation().vault(vault),
                                key(algorithm),
                                isWrap(algorithm) ? "unwrapkey" : "decrypt",
                                Person.DATA_VERSION);
        String token = owner.token(Plane.DATA);
        String body = Json.of(wrong.body(algorithm));
        return () -> node.raw().send("POST", url, token, body);
    }

    private static String comparable(Answer answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeIf(name -> OF_A_REQUEST.contains(name.toLowerCase(Locale.ROOT)));
        return answer.status() + " " + headers + " " + answer.body();
    }

    private JsonNode makeKey(String algorithm) {
        Map<String, ?> wish =
                algorithm.startsWith("RSA")
                        ? Map.of("kty", "RSA-HSM", "key_size", 2048)
                        : Map.of("kty", "oct-HSM", "key_size", bits(algorithm));
        return owner.createKey(vault, key(algorithm), wish).ok().json().path("key");
    }

    private List<WrongCiphertext> wrong(String algorithm, JsonNode key) {
        if (algorithm.startsWith("RSA")) {
            WrongRsa rsa = new WrongRsa(number(key, "n"), number(key, "e"));
            return algorithm.equals("RSA1_5")
                    ? rsa.pkcs1()
                    : rsa.oaep(value(encrypted(algorithm, new byte[32])));
        }
        if (isWrap(algorithm)) {
            return WrongAes.wrapped(value(encrypted(algorithm, new byte[32])));
        }
        if (algorithm.endsWith("GCM")) {
            return WrongAes.gcm(encrypted(algorithm, new byte[32]));
        }
        String unpadded = algorithm.replace("PAD", "");
        return algorithm.equals(unpadded)
                ? WrongAes.cbc()
                : WrongAes.paddedCbc(blocks -> value(encrypted(algorithm, unpadded, blocks)));
    }

    private Map<String, byte[]> encrypted(String algorithm, byte[] plaintext) {
        return encrypted(algorithm, algorithm, plaintext);
    }

    /// The members of a good ciphertext, made with the key of one algorithm by another.
    private Map<String, byte[]> encrypted(String ofKey, String algorithm, byte[] plaintext) {
        Map<String, String> body =
                new HashMap<>(Map.of("alg", algorithm, "value", Base64Url.encode(plaintext)));
        if (algorithm.endsWith("CBC")) {
            body.put("iv", Base64Url.encode(new byte[16]));
        }
        String operation = isWrap(algorithm) ? "/wrapkey" : "/encrypt";
        JsonNode made =
                owner.data("POST", vault, "/keys/" + key(ofKey) + operation, body).ok().json();
        Map<String, byte[]> members = new HashMap<>();
        for (String name : List.of("value", "iv", "tag")) {
            if (made.has(name)) {
                members.put(name, Base64Url.decode(made.path(name).asText()));
            }
        }
        return members;
    }

    private static byte[] value(Map<String, byte[]> ciphertext) {
        return WrongCiphertext.member(ciphertext, "value");
    }

    private static BigInteger number(JsonNode key, String member) {
        return new BigInteger(1, Base64Url.decode(key.path(member).asText()));
    }

    private static boolean isLegacy(String algorithm) {
        return algorithm.equals("RSA1_5") || algorithm.contains("CBC");
    }

    private static boolean isWrap(String algorithm) {
        return algorithm.endsWith("KW") || algorithm.startsWith("CKM");
    }

    private static int bits(String algorithm) {
        return algorithm.startsWith("CKM") ? 256 : Integer.parseInt(algorithm.substring(1, 4));
    }

    /// Each algorithm has a key of its own, because failures are counted by key.
    private static String key(String algorithm) {
        return "of-" + algorithm.replace('_', '-');
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
