package io.strongroom.api.byok;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Packages keys; the JDK unwraps them.
final class ByokPackageCommandTest {
    private static final String KID =
            "https://contoso.vault.example:8443/keys/kek/0123456789abcdef0123456789abcdef";

    /// RFC 9500 §2.3, testECCP256.
    private static final String SEC1 =
            """
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIObLW92AqkWunJXowVR2Z5/+yVPBaFHnEedDk5WJxk/BoAoGCCqGSM49
            AwEHoUQDQgAEQiVI+I+3gv+17KN0RFLHKh5Vj71vc75eSOkyMsxFxbFsTNEMTLjV
            uKFxOelIgsiZJXKZNCX0FBmrfpCkKklCcg==
            -----END EC PRIVATE KEY-----
            """;

    private static KeyPair kek;

    @TempDir private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream refused = new ByteArrayOutputStream();

    @BeforeAll
    static void makeKek() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        kek = generator.generateKeyPair();
    }

    @Test
    void a_secret_key_is_wrapped_for_the_key_of_a_json_file() throws Exception {
        byte[] secret = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");

        assertThat(packaged(json(KID), secret, "--raw")).isZero();

        assertThat(unwrapped()).isEqualTo(secret);
        assertThat(blob())
                .startsWith(
                        "{\"schema_version\":\"1.0.0\",\"header\":{\"kid\":\"%s\",\"alg\":\"dir\",\"enc\":\"CKM_RSA_AES_KEY_WRAP\"},\"ciphertext\":\""
                                .formatted(KID));
        assertThat(printed.toString(UTF_8))
                .isEqualTo(
                        "%s: a key of type oct-HSM, wrapped for %s%n"
                                .formatted(folder.resolve("out"), KID));
    }

    @Test
    void the_file_is_its_owners_only_and_is_never_overwritten() throws Exception {
        assertThat(packaged(json(KID), new byte[32], "--raw")).isZero();
        byte[] first = Files.readAllBytes(folder.resolve("out"));

        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("out"))))
                .isEqualTo("rw-------");
        assertThat(packaged(json(KID), new byte[32], "--raw")).isEqualTo(1);
        assertThat(refused.toString(UTF_8))
                .isEqualTo(
                        "byok-package: %s exists already and is not overwritten%n"
                                .formatted(folder.resolve("out")));
        assertThat(Files.readAllBytes(folder.resolve("out"))).isEqualTo(first);
    }

    @Test
    void an_answer_of_the_service_is_taken_as_it_is() throws Exception {
        String answer = "{\"attributes\":{\"enabled\":true},\"key\":" + json(KID) + "}";

        assertThat(packaged(answer, new byte[16], "--raw")).isZero();

        assertThat(unwrapped()).isEqualTo(new byte[16]);
    }

    @Test
    void a_pem_file_needs_the_id_beside_it() throws Exception {
        String pem = pem("PUBLIC KEY", kek.getPublic().getEncoded());

        assertThat(packaged(pem, new byte[24], "--raw")).isEqualTo(1);
        assertThat(refused.toString(UTF_8))
                .contains("a PEM file does not name the key: --kid is missing");
        assertThat(packaged(pem, new byte[24], "--raw", "--kid", KID)).isZero();
        assertThat(unwrapped()).isEqualTo(new byte[24]);
    }

    @ParameterizedTest
    @CsvSource({"secp256r1, P-256", "secp384r1, P-384", "secp521r1, P-521"})
    void an_elliptic_curve_key_in_pkcs8_is_wrapped_as_it_is(String name, String curve)
            throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(name));
        byte[] pkcs8 = generator.generateKeyPair().getPrivate().getEncoded();

        assertThat(packaged(json(KID), pem("PRIVATE KEY", pkcs8).getBytes(UTF_8))).isZero();

        assertThat(unwrapped()).isEqualTo(pkcs8);
        assertThat(printed.toString(UTF_8)).contains("a key of type EC-HSM, crv " + curve + ",");
    }

    @Test
    void an_rsa_key_in_pkcs1_becomes_pkcs8() throws Exception {
        byte[] pkcs8 = kek.getPrivate().getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length); // behind the algorithm

        assertThat(packaged(json(KID), pem("RSA PRIVATE KEY", pkcs1).getBytes(UTF_8))).isZero();

        assertThat(unwrapped()).isEqualTo(pkcs8);
        assertThat(printed.toString(UTF_8)).contains("a key of type RSA-HSM,");
    }

    /// What `openssl pkcs8 -topk8 -nocrypt` makes of the same key.
    @Test
    void an_elliptic_curve_key_in_sec1_becomes_pkcs8() throws Exception {
        String other =
                "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";

        assertThat(packaged(json(KID), (other + SEC1).getBytes(UTF_8))).isZero();

        assertThat(unwrapped())
                .isEqualTo(
                        Base64.getDecoder()
                                .decode(
                                        "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg5stb3YCqRa6clejBVHZnn/7JU8FoUecR50OTlYnGT8GhRANCAARCJUj4j7eC/7Xso3REUscqHlWPvW9zvl5I6TIyzEXFsWxM0QxMuNW4oXE56UiCyJklcpk0JfQUGat+kKQqSUJy"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 17, 23, 25, 31, 33})
    void a_secret_key_of_another_size_is_refused(int bytes) throws Exception {
        assertRefused(
                json(KID),
                new byte[bytes],
                "the secret key has %d bytes and must have 16, 24 or 32".formatted(bytes),
                "--raw");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing|the file has 0 blocks PRIVATE KEY, and must have one",
                "-----BEGIN PRIVATE KEY-----|the file has a block without an end",
                "-----BEGIN PRIVATE KEY-----!!!!-----END PRIVATE KEY-----|the block PRIVATE KEY is not base64",
                "-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----|the key is malformed",
                "-----BEGIN PRIVATE KEY----------END PRIVATE KEY-----|the key is malformed",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----AAAA-----END ENCRYPTED PRIVATE KEY-----|the key is encrypted: decrypt it first, for example with openssl pkey",
                "-----BEGIN RSA PRIVATE KEY-----Proc-Type: 4,ENCRYPTED-----END RSA PRIVATE KEY-----|the key is encrypted: decrypt it first, for example with openssl pkey",
                "-----BEGIN DSA PRIVATE KEY-----AAAA-----END DSA PRIVATE KEY-----|a key in the format DSA PRIVATE KEY cannot be packaged",
                "-----BEGIN EC PRIVATE KEY-----MAgCAQEEAwECAw==-----END EC PRIVATE KEY-----|the key does not name its curve",
            })
    void a_file_that_holds_no_such_key(String file, String reason) throws Exception {
        assertRefused(json(KID), file.getBytes(UTF_8), reason);
    }

    @Test
    void two_keys_in_a_file_or_a_key_of_another_family_are_refused() throws Exception {
        assertRefused(
                json(KID),
                (SEC1 + SEC1).getBytes(UTF_8),
                "the file has 2 blocks PRIVATE KEY, and must have one");
        byte[] ed25519 =
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
        assertRefused(
                json(KID),
                pem("PRIVATE KEY", ed25519).getBytes(UTF_8),
                "the key is neither an RSA nor an elliptic-curve key");
    }

    @Test
    void something_behind_the_key_is_refused() throws Exception {
        byte[] pkcs8 = kek.getPrivate().getEncoded();

        assertRefused(
                json(KID),
                pem("PRIVATE KEY", Arrays.copyOf(pkcs8, pkcs8.length + 1)).getBytes(UTF_8),
                "the key is malformed: something follows it");
    }

    @Test
    void a_key_exchange_key_that_is_none_is_refused() throws Exception {
        byte[] key = new byte[16];

        assertRefused(
                json(KID).replace("import", "sign"),
                key,
                "the key is no key exchange key: its key_ops must be [\"import\"]",
                "--raw");
        assertRefused(
                json(KID).replace("\"n\"", "\"x\""),
                key,
                "the key exchange key is no RSA public key",
                "--raw");
        assertRefused("[]", key, "the key exchange key is neither PEM nor a JSON Web Key", "--raw");
        assertRefused(
                pem("PUBLIC KEY", new byte[8]),
                key,
                "the key exchange key is no RSA public key",
                "--raw",
                "--kid",
                KID);
        assertRefused(
                json(KID),
                key,
                "--kid differs from the kid in the file, " + KID,
                "--raw",
                "--kid",
                KID.replace("kek", "other"));
        KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
        small.initialize(1024);
        assertRefused(
                pem("PUBLIC KEY", small.generateKeyPair().getPublic().getEncoded()),
                key,
                "the key exchange key has 1024 bits and must have 2048, 3072 or 4096",
                "--raw",
                "--kid",
                KID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "kek",
                "https://contoso.vault.example/keys/kek",
                "http://contoso.vault.example/keys/kek/0123456789abcdef0123456789abcdef",
                "https://contoso.vault.example/secrets/kek/0123456789abcdef0123456789abcdef",
                "https://contoso.vault.example/keys/kek/0123456789abcdef0123456789abcde"
            })
    void an_id_that_names_no_version_of_a_key_is_refused(String kid) throws Exception {
        assertRefused(
                json(kid),
                new byte[16],
                "\"%s\" is not the id of a version of a key, https://VAULT/keys/NAME/VERSION"
                        .formatted(kid),
                "--raw");
    }

    @Test
    void a_file_that_is_not_there_or_too_long_is_refused() throws Exception {
        assertRefused(
                json(KID),
                new byte[64 * 1024 + 1],
                folder.resolve("key") + " is too long for a key",
                "--raw");
        Files.delete(folder.resolve("key"));

        assertThat(run(List.of("--raw"))).isEqualTo(1);
        assertThat(refused.toString(UTF_8))
                .endsWith("byok-package: %s does not exist%n".formatted(folder.resolve("key")));
    }

    @Test
    void a_command_that_is_not_understood_shows_the_usage() {
        for (List<String> arguments :
                List.of(
                        List.<String>of(),
                        List.of("--kek", "a", "--key", "b"),
                        List.of("--kek", "a", "--key", "b", "--out"),
                        List.of("--kek", "a", "--kek", "a", "--key", "b", "--out", "c"),
                        List.of("--kek", "a", "--key", "b", "--out", "c", "--colour", "blue"))) {
            assertThat(ByokPackageCommand.run(arguments, to(printed), to(refused))).isEqualTo(2);
        }
        assertThat(printed.size()).isZero();
        assertThat(refused.toString(UTF_8))
                .startsWith("usage: java -jar strongroom.jar byok-package");
    }

    private void assertRefused(String kekFile, byte[] key, String reason, String... more)
            throws IOException {
        refused.reset();

        assertThat(packaged(kekFile, key, more)).isEqualTo(1);
        assertThat(refused.toString(UTF_8)).isEqualTo("byok-package: %s%n".formatted(reason));
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private int packaged(String kekFile, byte[] key, String... more) throws IOException {
        Files.writeString(folder.resolve("kek"), kekFile);
        Files.write(folder.resolve("key"), key);
        return run(List.of(more));
    }

    private int run(List<String> more) {
        List<String> arguments = new ArrayList<>(more);
        for (String name : List.of("kek", "key", "out")) {
            arguments.addAll(List.of("--" + name, folder.resolve(name).toString()));
        }
        return ByokPackageCommand.run(arguments, to(printed), to(refused));
    }

    private String blob() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    /// What the JDK unwraps with the private half.
    private byte[] unwrapped() throws IOException, GeneralSecurityException {
        String text = blob().replaceAll(".*\"ciphertext\":\"([^\"]*)\".*", "$1");
        byte[] ciphertext = Base64.getUrlDecoder().decode(text);
        Cipher oaep = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
        oaep.init(Cipher.DECRYPT_MODE, kek.getPrivate());
        byte[] transportKey = oaep.doFinal(ciphertext, 0, 256);
        assertThat(transportKey).hasSize(32);
        Cipher keyWrap = Cipher.getInstance("AES/KWP/NoPadding");
        keyWrap.init(Cipher.DECRYPT_MODE, new SecretKeySpec(transportKey, "AES"));
        return keyWrap.doFinal(ciphertext, 256, ciphertext.length - 256);
    }

    private static String json(String kid) {
        byte[] modulus = ((RSAPublicKey) kek.getPublic()).getModulus().toByteArray();
        return "{\"kid\":\"%s\",\"kty\":\"RSA-HSM\",\"key_ops\":[\"import\"],\"n\":\"%s\",\"e\":\"AQAB\"}"
                .formatted(
                        kid,
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(Arrays.copyOfRange(modulus, 1, modulus.length)));
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, Base64.getMimeEncoder().encodeToString(der), label);
    }

    private static PrintStream to(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, UTF_8);
    }
}
