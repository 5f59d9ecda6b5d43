package io.strongroom.api.data;

import static io.strongroom.api.data.Refusal.assertRefused;
import static io.strongroom.api.data.VaultServer.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.audit.Action;
import io.strongroom.core.permission.Right;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Imports over the wire, with the keys of RFC 7517, appendices A.2 and A.3.
final class KeyImportWireTest {
    private static final String EC =
            "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\",\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\",\"d\":\"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE\"";
    private static final Map<String, String> RSA = rsa();
    private final VaultServer server = new VaultServer();

    private static Map<String, String> rsa() {
        Map<String, String> key = new LinkedHashMap<>();
        key.put("kty", "RSA");
        key.put(
                "n",
                "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw");
        key.put("e", "AQAB");
        key.put(
                "d",
                "X4cTteJY_gn4FYPsXB8rdXix5vwsg1FLN5E3EaG6RJoVH-HLLKD9M7dx5oo7GURknchnrRweUkC7hT5fJLM0WbFAKNLWY2vv7B6NqXSzUvxT0_YSfqijwp3RTzlBaCxWp4doFk5N2o8Gy_nHNKroADIkJ46pRUohsXywbReAdYaMwFs9tv8d_cPVY3i07a3t8MN6TNwm0dSawm9v47UiCl3Sk5ZiG7xojPLu4sbg1U2jx4IBTNBznbJSzFHK66jT8bgkuqsk0GjskDJk19Z4qwjwbsnn4j2WBii3RL-Us2lGVkY8fkFzme1z0HbIkfz0Y6mqnOYtqc0X4jfcKoAC8Q");
        key.put(
                "p",
                "83i-7IvMGXoMXCskv73TKr8637FiO7Z27zv8oj6pbWUQyLPQBQxtPVnwD20R-60eTDmD2ujnMt5PoqMrm8RfmNhVWDtjjMmCMjOpSXicFHj7XOuVIYQyqVWlWEh6dN36GVZYk93N8Bc9vY41xy8B9RzzOGVQzXvNEvn7O0nVbfs");
        key.put(
                "q",
                "3dfOR9cuYq-0S-mkFLzgItgMEfFzB2q3hWehMuG0oCuqnb3vobLyumqjVZQO1dIrdwgTnCdpYzBcOfW5r370AFXjiWft_NGEiovonizhKpo9VVS78TzFgxkIdrecRezsZ-1kYd_s1qDbxtkDEgfAITAG9LUnADun4vIcb6yelxk");
        key.put(
                "dp",
                "G4sPXkc6Ya9y8oJW9_ILj4xuppu0lzi_H7VTkS8xj5SdX3coE0oimYwxIi2emTAue0UOa5dpgFGyBJ4c8tQ2VF402XRugKDTP8akYhFo5tAA77Qe_NmtuYZc3C3m3I24G2GvR5sSDxUyAN2zq8Lfn9EUms6rY3Ob8YeiKkTiBj0");
        key.put(
                "dq",
                "s9lAH9fggBsoFR8Oac2R_E2gw282rT2kGOAhvIllETE1efrA6huUUvMfBcMpn8lqeW6vzznYY5SSQF7pMdC_agI3nG8Ibp1BUb0JUiraRNqUfLhcQb_d9GF4Dh7e74WbRsobRonujTYN1xCaP6TO61jvWrX-L18txXw494Q_cgk");
        key.put(
                "qi",
                "GyM_p6JrXySiz1toFgKbWV-JdI3jQ4ypu9rbMWx3rQJBfmt0FoYzgUIZEVFEcOqwemRN81zoDAaa-Bk0KWNGDjJHZDdDmFhW3AN7lI-puxk_mHZGJ11rxyR8O55XLSe3SPmRfKwZI6yU24ZxvQKFYItdldUKGzO6Ia6zTKhAVRU");
        return key;
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void an_rsa_key_is_imported_and_shows_its_public_half() {
        Wire.Answer answer = put("{" + jwk(RSA) + "}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .contains(
                        "\"kty\":\"RSA\",\"key_ops\":[\"encrypt\",\"decrypt\",\"sign\",\"verify\",\"wrapKey\",\"unwrapKey\"],\"n\":\"%s\",\"e\":\"AQAB\"}"
                                .formatted(RSA.get("n")))
                .doesNotContain("\"d\"", RSA.get("d"), RSA.get("p"), RSA.get("qi"));
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_IMPORT);
        assertThat(server.recorded().target().object()).isEqualTo("brought");
    }

    @Test
    void an_ec_key_is_imported_with_its_attributes_and_tags() {
        Wire.Answer answer =
                server.send(
                        "PUT",
                        "/keys/brought" + VERSION,
                        "{\"Hsm\":true,\"tags\":{\"a\":\"b\"},\"attributes\":{\"enabled\":false},\"key\":{"
                                + EC
                                + ",\"key_ops\":[\"sign\"],\"kid\":\"ignored\"}}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .contains(
                        "\"kty\":\"EC-HSM\",\"key_ops\":[\"sign\"],\"crv\":\"P-256\",\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\"",
                        "\"enabled\":false",
                        "\"tags\":{\"a\":\"b\"}")
                .doesNotContain("870MB6gf");
    }

    @ParameterizedTest
    @CsvSource({
        "oct, , oct",
        "oct, true, oct-HSM",
        "oct, false, oct",
        "oct-HSM, , oct-HSM",
        "oct-HSM, true, oct-HSM",
    })
    void a_secret_key_is_plain_or_of_an_hsm(String sent, @Nullable Boolean hsm, String type) {
        Wire.Answer answer =
                server.send(
                        "PUT",
                        "/keys/brought" + VERSION,
                        "{\"key\":{\"kty\":\"%s\",\"k\":\"AyM1SysPpbyDfgZld3umjw\"}%s}"
                                .formatted(sent, hsm == null ? "" : ",\"Hsm\":" + hsm));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"kty\":\"" + type + "\"")
                .doesNotContain("\"k\"", "AyM1Sys");
    }

    @Test
    void an_empty_list_of_operations_means_the_default() {
        assertThat(put("{" + EC + ",\"key_ops\":[]}").body())
                .contains("\"key_ops\":[\"sign\",\"verify\"]");
    }

    @Test
    void numbers_may_have_zeros_in_front() {
        byte[] d = Base64.getUrlDecoder().decode("870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE");
        byte[] signed = new byte[33];
        System.arraycopy(d, 0, signed, 1, 32);

        String key =
                EC.replace(
                        "870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE",
                        Base64.getUrlEncoder().withoutPadding().encodeToString(signed));

        assertThat(put("{" + key + "}").status()).isEqualTo(200);
    }

    @Test
    void an_import_over_a_key_makes_its_next_version() {
        server.keepEc("brought");

        assertThat(put("{" + EC + "}").status()).isEqualTo(200);

        String versions = server.get("/keys/brought/versions" + VERSION).body();
        assertThat(versions.split("\"kid\"", -1)).hasSize(3);
    }

    @Test
    void an_import_needs_its_right() {
        server.allow(Right.KEYS_CREATE);

        assertThat(put("{" + EC + "}").status()).isEqualTo(403);
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_IMPORT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|Property 'key' is required.",
                "{\"key\":null}|Property 'key' is required.",
                "{\"key\":[]}|Property 'key' must be an object.",
                "{\"key\":{}}|Property 'key.kty' is required.",
                "{\"key\":{\"kty\":7}}|Property 'key.kty' must be a string.",
                "{\"key\":{\"kty\":\"rsa\"}}|Property 'key.kty' has invalid value 'rsa'.",
                "{\"key\":{\"kty\":\"oct\"}}|Property 'key.k' is required to import a key of this type.",
                "{\"key\":{\"kty\":\"oct\",\"k\":\"AA\"}}|The secret key has 8 bits; it must have 128, 192 or 256.",
                "{\"key\":{\"kty\":\"oct\",\"k\":\"AAAAAAAAAAAAAAAAAAAA\"}}|The secret key has 120 bits; it must have 128, 192 or 256.",
                "{\"key\":{\"kty\":\"oct\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAAA\"}}|The secret key has 136 bits; it must have 128, 192 or 256.",
                "{\"key\":{\"kty\":\"oct\",\"k\":\"A\"}}|Property 'key.k' is not base64url.",
                "{\"key\":{\"kty\":\"oct\",\"k\":[1]}}|Property 'key.k' must be a string.",
                "{\"key\":{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umjw\",\"d\":\"AA\"}}|Property 'key.d' does not apply to key type oct.",
                "{\"key\":{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umjw\",\"crv\":\"P-256\"}}|Property 'key.crv' does not apply to key type oct.",
                "{\"key\":{\"kty\":\"oct-HSM\",\"k\":\"AyM1SysPpbyDfgZld3umjw\"},\"Hsm\":false}|Property 'Hsm' contradicts 'key.kty'.",
                "{\"key\":{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umjw\"},\"Hsm\":\"true\"}|Property 'Hsm' must be true or false.",
                "{\"key\":{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umjw\",\"k\":\"AyM1SysPpbyDfgZld3umjw\"}}|The request body is not a valid JSON object.",
                "{\"key\":{\"kty\":\"RSA\",\"oth\":[]}}|Property 'key.oth' is not supported by this service.",
                "{\"key\":{\"kty\":\"EC\",\"x\":\"AA\",\"y\":\"AA\",\"d\":\"AA\"}}|Property 'key.crv' is required to import a key of this type.",
                "{\"key\":{\"kty\":\"EC\",\"crv\":\"P-192\",\"x\":\"AA\",\"y\":\"AA\",\"d\":\"AA\"}}|Property 'key.crv' has invalid value 'P-192'.",
                "{\"key\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\",\"d\":\"AA\"}}|The point of the key is not on its curve.",
                "{\"key\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}}|Property 'key.d' is required to import a key of this type.",
                "{\"key\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\",\"d\":\"AA\",\"k\":\"AA\"}}|Property 'key.k' does not apply to key type EC.",
                "{\"key\":{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umjw\",\"key_ops\":[\"import\"]}}|Key operation 'import' is not supported for this key type.",
                "{\"key\":{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umjw\"},\"release_policy\":{}}|Property 'release_policy.data' is required.",
                "{\"key\":{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umjw\"},\"attributes\":{\"exportable\":true}}|Only a key whose type ends in -HSM can be exportable.",
            })
    void a_body_that_is_no_key(String body, String message) {
        assertRefused(
                server,
                server.send("PUT", "/keys/brought" + VERSION, body),
                400,
                "BadParameter",
                message);
        assertThat(server.get("/keys/brought" + VERSION).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "n", "e"})
    void an_rsa_key_has_all_its_members(String missing) {
        Map<String, String> key = new LinkedHashMap<>(RSA);
        key.remove(missing);

        assertRefused(
                server,
                put("{" + jwk(key) + "}"),
                400,
                "BadParameter",
                "Property 'key." + missing + "' is required to import a key of this type.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p|q|The members of the key contradict each other.",
                "dp|dq|The members of the key contradict each other.",
                "d|n|The members of the key contradict each other.",
                "p|n|Property 'key.p' is too long for this key.",
                "n|p|The modulus of the key has 1024 bits; it must have 2048, 3072 or 4096.",
            })
    void an_rsa_key_with_a_member_in_the_place_of_another(
            String place, String other, String message) {
        Map<String, String> key = new LinkedHashMap<>(RSA);
        key.put(place, String.valueOf(RSA.get(other)));

        assertRefused(server, put("{" + jwk(key) + "}"), 400, "BadParameter", message);
    }

    @Test
    void a_private_part_of_another_key_is_refused() {
        String other = EC.replace("\"870MB6gf", "\"970MB6gf");

        assertRefused(
                server,
                put("{" + other + "}"),
                400,
                "BadParameter",
                "The private part of the key does not belong to its public part.");
    }

    private Wire.Answer put(String key) {
        return server.send("PUT", "/keys/brought" + VERSION, "{\"key\":" + key + "}");
    }

    private static String jwk(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":\"" + member.getValue() + "\"")
                .collect(Collectors.joining(","));
    }
}
