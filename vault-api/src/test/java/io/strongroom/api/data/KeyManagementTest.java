package io.strongroom.api.data;

import static io.strongroom.api.data.VaultServer.BASE;
import static io.strongroom.api.data.VaultServer.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.Target;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.key.Protection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What creating, reading and changing keys answers, byte by byte.
final class KeyManagementTest {
    private static final long NOW = Samples.NOW.getEpochSecond();
    private static final String G_X = "axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY";
    private static final String G_Y = "T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU";
    private final VaultServer server = new VaultServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void an_ec_hsm_key_in_full() {
        KeyVersion key = server.keep(Samples.ec256Key(server.vault(), "signing"));

        Wire.Answer answer = server.get("/keys/signing" + VERSION);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        """
                        {"key":{"kid":"%s/keys/signing/%s","kty":"EC-HSM","key_ops":["sign","verify"],\
                        "crv":"P-256","x":"%s","y":"%s"},\
                        "attributes":{"enabled":true,"created":%d,"updated":%d,\
                        "recoveryLevel":"Recoverable+Purgeable","recoverableDays":90,"exportable":false,"hsmPlatform":"1"},\
                        "tags":{"owner":"payments"}}\
                        """
                                .formatted(BASE, key.id(), G_X, G_Y, NOW, NOW));
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_GET);
        assertThat(server.recorded().target()).isEqualTo(target("signing", key));
        assertThat(server.recorded().caller()).isEqualTo(app());
    }

    @ParameterizedTest
    @CsvSource({"oct, SOFTWARE", "oct-HSM, HSM"})
    void a_secret_key_shows_nothing_of_itself(String type, Protection protection) {
        Wire.Answer made =
                server.post(
                        "/keys/secret/create" + VERSION,
                        "{\"kty\":\"" + type + "\",\"key_size\":192}");

        assertThat(made.status()).isEqualTo(200);
        assertThat(made.body())
                .contains(
                        "\"kty\":\"%s\",\"key_ops\":[\"encrypt\",\"decrypt\",\"sign\",\"verify\",\"wrapKey\",\"unwrapKey\"]}"
                                .formatted(type));
        KeyVersion stored =
                server.installation
                        .keys
                        .find(server.vault(), new ObjectName("secret"), null, true)
                        .orElseThrow()
                        .version();
        assertThat(stored.spec()).isEqualTo(new KeySpec.Oct(192));
        assertThat(stored.protection()).isEqualTo(protection);
    }

    @Test
    void an_rsa_key_in_full() {
        KeyVersion key = VaultServer.software(Samples.rsa2048Key(server.vault(), "rsa"));
        server.keep(key);

        Wire.Answer answer = server.get("/keys/rsa/" + key.id() + VERSION);

        // 2^2047 + 1, 256 bytes without a sign byte
        String modulus = "g" + "A".repeat(340) + "Q";
        assertThat(answer.body())
                .isEqualTo(
                        """
                        {"key":{"kid":"%s/keys/rsa/%s","kty":"RSA",\
                        "key_ops":["encrypt","decrypt","sign","verify","wrapKey","unwrapKey"],\
                        "n":"%s","e":"AQAB"},\
                        "attributes":{"enabled":false,"nbf":1700000000,"exp":1800000000,"created":%d,"updated":%d,\
                        "recoveryLevel":"Recoverable+Purgeable","recoverableDays":90,"exportable":false,"hsmPlatform":"0"}}\
                        """
                                .formatted(BASE, key.id(), modulus, NOW, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "2015-06-01, SECP256K1, SECP256K1",
        "2016-10-01, SECP256K1, SECP256K1",
        "2016-10-01, P-256K, SECP256K1",
        "2016-10-01, P-256, P-256",
        "7.0, P-256K, P-256K",
        "2025-07-01, P-256K, P-256K",
    })
    void the_curve_of_bitcoin_has_another_name_before_7_0(
            String version, String asked, String answered) {
        Wire.Answer answer =
                server.post(
                        "/keys/ec/create?api-version=" + version,
                        "{\"kty\":\"EC\",\"crv\":\"" + asked + "\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"crv\":\"" + answered + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC-HSM", "oct-HSM", "RSA"})
    void what_a_later_version_brought_is_made_in_the_first_one(String type) {
        Wire.Answer answer =
                server.post(
                        "/keys/made/create?api-version=2015-06-01", "{\"kty\":\"" + type + "\"}");

        assertThat(answer.body()).contains("\"kty\":\"" + type + "\"");
    }

    @Test
    void an_update_with_no_operations_leaves_them_as_they_are() {
        server.keep(Samples.ec256Key(server.vault(), "signing"));

        Wire.Answer answer = server.patch("/keys/signing" + VERSION, "{\"key_ops\":[]}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"key_ops\":[\"sign\",\"verify\"]");
    }

    @Test
    void a_post_may_ask_for_another_method_in_a_header() {
        server.keep(Samples.ec256Key(server.vault(), "signing"));

        Wire.Answer patched =
                server.post(
                        "/keys/signing" + VERSION,
                        "{\"attributes\":{\"enabled\":false}}",
                        "X-HTTP-REQUEST: PATCH");

        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.body()).contains("\"enabled\":false");
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_UPDATE);
        assertThat(server.post("/keys/signing" + VERSION, "", "x-http-request: get").body())
                .contains("\"kty\":\"EC-HSM\"");
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_GET);
    }

    @Test
    void only_a_post_may_ask_for_another_method() {
        server.keep(Samples.ec256Key(server.vault(), "signing"));

        Wire.Answer answer =
                server.send("GET", "/keys/signing" + VERSION, "{}", "X-HTTP-REQUEST: PATCH");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_GET);
        assertThat(
                        server.post("/keys/signing" + VERSION, "{}", "X-HTTP-REQUEST: OPTIONS")
                                .header("Allow"))
                .contains("DELETE, GET, PATCH, PUT");
    }

    @ParameterizedTest
    @CsvSource({"P_384, 64", "P_521, 88", "P_256K, 43"})
    void coordinates_have_the_length_of_the_field(Curve curve, int digits) {
        server.keep(Samples.keyVersion(server.vault(), "ec", new KeySpec.Ec(curve)));

        assertThat(server.get("/keys/ec" + VERSION).body())
                .containsPattern("\"x\":\"[A-Za-z0-9_-]{" + digits + "}\"")
                .containsPattern("\"y\":\"[A-Za-z0-9_-]{" + digits + "}\"");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'{\"kty\":\"RSA\"}', RSA, '[\"encrypt\",\"decrypt\",\"sign\",\"verify\",\"wrapKey\",\"unwrapKey\"]', 342",
                "'{\"kty\":\"RSA-HSM\",\"key_size\":3072}', RSA-HSM, '[\"encrypt\",\"decrypt\",\"sign\",\"verify\",\"wrapKey\",\"unwrapKey\"]', 512",
                "'{\"kty\":\"RSA\",\"key_ops\":[\"sign\"],\"crv\":null,\"public_exponent\":65537}', RSA, '[\"sign\"]', 342",
                "'{\"kty\":\"RSA\",\"key_ops\":[\"sign\"],\"crv\":null,\"public_exponent\":0}', RSA, '[\"sign\"]', 342",
            })
    void an_rsa_key_is_made_as_asked(String body, String type, String operations, int digits) {
        Wire.Answer answer = server.post("/keys/made/create" + VERSION, body);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"kty\":\"" + type + "\",\"key_ops\":" + operations)
                .containsPattern("\"n\":\"[A-Za-z0-9_-]{" + digits + "}\",\"e\":\"AQAB\"");
    }

    @ParameterizedTest
    @CsvSource({"EC, P-256", "EC-HSM, P-384", "EC-HSM, P-521", "EC, P-256K"})
    void an_ec_key_is_made_as_asked(String type, String curve) {
        Wire.Answer answer =
                server.post(
                        "/keys/made/create" + VERSION,
                        "{\"kty\":\"%s\",\"crv\":\"%s\"}".formatted(type, curve));

        assertThat(answer.body())
                .contains("\"kty\":\"" + type + "\",\"key_ops\":[\"sign\",\"verify\"]")
                .contains("\"crv\":\"" + curve + "\"");
    }

    @Test
    void p256_is_the_default_curve_and_unknown_members_are_ignored() {
        String body =
                "{\"kty\":\"EC\",\"something\":{\"else\":[1,{}]},\"attributes\":{\"created\":1,\"exportable\":false}}";

        assertThat(server.post("/keys/made/create" + VERSION, body).body())
                .contains("\"crv\":\"P-256\"");
    }

    @Test
    void a_new_key_has_the_attributes_and_tags_asked_for() {
        Wire.Answer answer =
                server.post(
                        "/keys/made/create" + VERSION,
                        """
                        {"kty":"EC","attributes":{"enabled":false,"nbf":1700000000,"exp":1800000000},
                         "tags":{"b":"2","a":"\\"ü\\u0001"}}\
                        """);

        assertThat(answer.body())
                .contains(
                        "\"attributes\":{\"enabled\":false,\"nbf\":1700000000,\"exp\":1800000000,")
                .endsWith("\"tags\":{\"a\":\"\\\"ü\\u0001\",\"b\":\"2\"}}");
        AuditEvent event = server.recorded();
        assertThat(event.action()).isEqualTo(Action.KEY_CREATE);
        assertThat(event.target().object()).isEqualTo("made");
        assertThat(answer.body()).contains("/keys/made/" + event.target().version() + "\"");
    }

    @Test
    void a_key_is_shown_as_it_was_first_named() {
        server.post("/keys/Made/create" + VERSION, "{\"kty\":\"EC\"}");

        assertThat(server.post("/keys/mADE/create" + VERSION, "{\"kty\":\"EC\"}").body())
                .contains("/keys/Made/");
        assertThat(server.get("/keys/made" + VERSION).body()).contains("/keys/Made/");
    }

    @Test
    void an_update_changes_what_it_names() {
        KeyVersion key = server.keep(Samples.ec256Key(server.vault(), "signing"));

        Wire.Answer disabled =
                server.patch("/keys/signing/" + VERSION, "{\"attributes\":{\"enabled\":false}}");
        assertThat(disabled.status()).isEqualTo(200);
        assertThat(disabled.body())
                .contains("\"key_ops\":[\"sign\",\"verify\"]")
                .contains("\"enabled\":false")
                .contains("\"tags\":{\"owner\":\"payments\"}");

        Wire.Answer more =
                server.patch(
                        "/keys/signing/" + key.id() + VERSION,
                        "{\"key_ops\":[\"verify\"],\"tags\":{},\"attributes\":{\"exp\":1900000000}}");
        assertThat(more.body())
                .contains("\"key_ops\":[\"verify\"]")
                .contains("\"enabled\":false,\"exp\":1900000000")
                .doesNotContain("\"tags\"");
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_UPDATE);
        assertThat(server.recorded().target()).isEqualTo(target("signing", key));
    }

    private static Caller app() {
        return new Caller(
                Samples.CONTOSO,
                Samples.APP,
                "client-of-app",
                null,
                "https://login.localhost/" + Samples.CONTOSO + "/v2.0");
    }

    private static Target target(String name, KeyVersion version) {
        return Target.resource(
                        Samples.CONTOSO,
                        Samples.open(Samples.contoso()).resourceId(),
                        "contoso-demo")
                .object("keys", name, version.id().toString());
    }
}
