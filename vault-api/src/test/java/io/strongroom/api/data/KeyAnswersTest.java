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
import io.strongroom.core.key.KeyAttributes;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.key.Protection;
import io.strongroom.core.vault.OpenVault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the management of keys answers, byte by byte.
final class KeyAnswersTest {
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
        KeyVersion key = server.keep(Samples.ec256Key(vault(), "signing"));

        Wire.Answer answer = server.get("/keys/signing" + VERSION);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        """
                        {"key":{"kid":"%s/keys/signing/%s","kty":"EC-HSM","key_ops":["sign","verify"],\
                        "crv":"P-256","x":"%s","y":"%s"},\
                        "attributes":{"enabled":true,"created":%d,"updated":%d,\
                        "recoveryLevel":"Recoverable+Purgeable","recoverableDays":90,"exportable":false},\
                        "tags":{"owner":"payments"}}\
                        """
                                .formatted(BASE, key.id(), G_X, G_Y, NOW, NOW));
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_GET);
        assertThat(server.recorded().target()).isEqualTo(target("signing", key));
        assertThat(server.recorded().caller()).isEqualTo(app());
    }

    @Test
    void an_rsa_key_in_full() {
        KeyVersion key = software(Samples.rsa2048Key(vault(), "rsa"));
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
    @CsvSource({"P_384, 64", "P_521, 88", "P_256K, 43"})
    void coordinates_have_the_length_of_the_field(Curve curve, int digits) {
        server.keep(Samples.keyVersion(vault(), "ec", new KeySpec.Ec(curve)));

        assertThat(server.get("/keys/ec" + VERSION).body())
                .containsPattern("\"x\":\"[A-Za-z0-9_-]{" + digits + "}\"")
                .containsPattern("\"y\":\"[A-Za-z0-9_-]{" + digits + "}\"");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "2016-10-01, '\"recoveryLevel\":\"Recoverable+Purgeable\"}'",
                "7.0, '\"recoveryLevel\":\"Recoverable+Purgeable\"}'",
                "7.1, '\"recoverableDays\":90}'",
                "7.2, '\"recoverableDays\":90}'",
                "7.3, '\"recoverableDays\":90,\"exportable\":false}'",
                "7.4-preview.1, '\"recoverableDays\":90,\"exportable\":false}'",
                "7.4, '\"recoverableDays\":90,\"exportable\":false}'",
                "7.5, '\"recoverableDays\":90,\"exportable\":false,\"hsmPlatform\":\"0\"}'",
                "2025-07-01, '\"recoverableDays\":90,\"exportable\":false,\"hsmPlatform\":\"0\"}'",
            })
    void attributes_appear_with_the_version_that_brought_them(String version, String end) {
        server.keep(software(Samples.ec256Key(vault(), "signing")));

        assertThat(server.get("/keys/signing?api-version=" + version).body()).contains(end);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/keys/signing/?api-version=2025-07-01",
                "/keys/signing/?api%2Dversion=2025-07-01",
                "/keys/signing?x=1&api-version=2025-07-01",
                "/keys/signing//?API-Version=2025-07-01",
                "/KEYS/Signing?api-version=2025-07-01",
            })
    void the_shapes_that_clients_send_are_understood(String target) {
        server.keep(Samples.ec256Key(vault(), "signing"));

        assertThat(server.get(target).status()).isEqualTo(200);
        assertThat(server.recorded().request().apiVersion()).isEqualTo("2025-07-01");
    }

    @Test
    void ids_carry_the_port_that_was_dialled() {
        server.keep(Samples.ec256Key(vault(), "signing"));
        String token = "Bearer " + server.appToken();

        assertThat(kid("contoso-demo.vault.localhost:9443", token))
                .startsWith("https://contoso-demo.vault.localhost:9443/keys/signing/");
        assertThat(kid("contoso-demo.vault.localhost", token))
                .startsWith("https://contoso-demo.vault.localhost/keys/signing/");
        assertThat(kid("contoso-demo.vault.localhost:443", token))
                .startsWith("https://contoso-demo.vault.localhost/keys/signing/");
        assertThat(kid("CONTOSO-demo.Vault.Localhost:8443", token))
                .startsWith("https://contoso-demo.vault.localhost:8443/keys/signing/");
    }

    @Test
    void every_answer_has_the_standing_headers() {
        server.keep(Samples.ec256Key(vault(), "signing"));

        Wire.Answer answer =
                server.wire()
                        .exchange(
                                List.of(
                                        "GET /keys/signing?api-version=7.6 HTTP/1.1",
                                        "Host: " + VaultServer.HOST,
                                        "Authorization: Bearer " + server.appToken(),
                                        "x-ms-client-request-id: my-request",
                                        "Connection: close"),
                                new byte[0]);

        assertThat(answer.headers())
                .contains(
                        "Cache-Control: no-cache",
                        "Pragma: no-cache",
                        "Expires: -1",
                        "Strict-Transport-Security: max-age=31536000;includeSubDomains",
                        "X-Content-Type-Options: nosniff",
                        "x-ms-keyvault-region: local",
                        "x-ms-keyvault-network-info: conn_type=Ipv4;addr=127.0.0.1;act_addr_fam=InterNetwork;",
                        "x-ms-client-request-id: my-request",
                        "Content-Type: application/json;charset=utf-8",
                        "Content-Length: " + answer.body().length());
        assertThat(answer.header("x-ms-keyvault-service-version")).isPresent();
        assertThat(answer.header("x-ms-request-id"))
                .contains(server.recorded().request().correlationId());
    }

    @Test
    void the_facts_of_the_request_are_recorded() {
        server.keep(Samples.ec256Key(vault(), "signing"));
        server.get("/keys/signing?api-version=7.6&other=secret");

        AuditEvent event = server.recorded();
        assertThat(event.request().uri()).isEqualTo(BASE + "/keys/signing?api-version=7.6");
        assertThat(event.request().method()).isEqualTo("GET");
        assertThat(event.request().clientAddress()).isEqualTo("127.0.0.1");
        assertThat(event.request().userAgent()).isEqualTo("test");
        assertThat(event.outcome().status()).isEqualTo(200);
    }

    @Test
    void what_a_client_says_of_itself_is_cut_and_made_printable() {
        Wire.Answer answer =
                server.wire()
                        .exchange(
                                List.of(
                                        "GET /keys?api-version=7.6 HTTP/1.1",
                                        "Host: " + VaultServer.HOST,
                                        "Authorization: Bearer " + server.appToken(),
                                        "User-Agent: é" + "a".repeat(300),
                                        "x-ms-client-request-id: " + "b".repeat(129),
                                        "Connection: close"),
                                new byte[0]);

        assertThat(server.recorded().request().userAgent()).isEqualTo("?" + "a".repeat(255));
        assertThat(answer.header("x-ms-client-request-id")).isEmpty();
    }

    @Test
    void a_list_in_name_order_without_versions() {
        server.keep(Samples.rsa2048Key(vault(), "zebra"));
        server.keep(software(Samples.ec256Key(vault(), "Antelope")));

        assertThat(server.get("/keys?api-version=7.4").body())
                .isEqualTo(
                        """
                        {"value":[\
                        {"kid":"%s/keys/Antelope","attributes":{"enabled":false,"nbf":1700000000,"exp":1800000000,"created":%d,"updated":%d,\
                        "recoveryLevel":"Recoverable+Purgeable","recoverableDays":90,"exportable":false}},\
                        {"kid":"%s/keys/zebra","attributes":{"enabled":true,"created":%d,"updated":%d,\
                        "recoveryLevel":"Recoverable+Purgeable","recoverableDays":90,"exportable":false},\
                        "tags":{"owner":"payments"}}],"nextLink":null}\
                        """
                                .formatted(BASE, NOW, NOW, BASE, NOW, NOW));
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_LIST);
    }

    @Test
    void an_empty_list() {
        assertThat(server.get("/keys" + VERSION).body())
                .isEqualTo("{\"value\":[],\"nextLink\":null}");
    }

    @Test
    void a_long_list_goes_on_at_its_next_link() {
        IntStream.range(0, 27)
                .forEach(i -> server.keep(Samples.ec256Key(vault(), "key-%02d".formatted(i))));

        String first = server.get("/keys" + VERSION).body();
        assertThat(count(first)).isEqualTo(25);
        String next = nextLink(first);
        assertThat(next)
                .startsWith(BASE + "/keys?api-version=7.6&$skiptoken=")
                .endsWith("&maxresults=25");
        String second = server.get(next.substring(BASE.length())).body();
        assertThat(second).contains("/keys/key-25\"", "/keys/key-26\"", "\"nextLink\":null");
        assertThat(count(second)).isEqualTo(2);
    }

    @Test
    void a_next_link_names_port_443() {
        server.keep(Samples.ec256Key(vault(), "a"));
        server.keep(Samples.ec256Key(vault(), "b"));

        String body =
                server.send(
                                "GET",
                                "/keys?maxresults=1&api-version=7.6",
                                "contoso-demo.vault.localhost",
                                "Bearer " + server.appToken(),
                                "")
                        .body();

        assertThat(nextLink(body)).startsWith("https://contoso-demo.vault.localhost:443/keys?");
        assertThat(body).contains("\"kid\":\"https://contoso-demo.vault.localhost/keys/a\"");
    }

    @Test
    void versions_of_a_key_are_listed_with_their_ids() {
        server.post("/keys/signing/create" + VERSION, "{\"kty\":\"EC\"}");
        server.post("/keys/signing/create" + VERSION, "{\"kty\":\"EC\"}");

        String first = server.get("/keys/signing/versions?api-version=7.6&maxresults=1").body();

        assertThat(first).containsPattern("\"kid\":\"" + BASE + "/keys/signing/[0-9a-f]{32}\"");
        assertThat(nextLink(first)).startsWith(BASE + "/keys/signing/versions?api-version=7.6&");
        String second = server.get(nextLink(first).substring(BASE.length())).body();
        assertThat(count(second)).isEqualTo(1);
        assertThat(second).endsWith("\"nextLink\":null}");
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_LIST_VERSIONS);
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
        KeyVersion key = server.keep(Samples.ec256Key(vault(), "signing"));

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

    @Test
    void other_hosts_pass_to_what_stands_behind() {
        for (String host :
                List.of(
                        "localhost:8443",
                        "management.localhost",
                        "vault.localhost:8443",
                        "contoso-demo.evil.localhost",
                        "127.0.0.1:8443",
                        "[::1]:8443")) {
            assertThat(server.send("GET", "/keys", host, "", "").status()).isEqualTo(418);
        }
        assertThat(server.records()).isZero();
    }

    private OpenVault vault() {
        return server.installation.vault(Samples.CONTOSO_VAULT);
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
        return Samples.contosoVault().target().object("keys", name, version.id().toString());
    }

    /// The same key as a plain one, disabled, with times and without tags.
    private static KeyVersion software(KeyVersion key) {
        return new KeyVersion(
                key.wrapped(),
                Protection.SOFTWARE,
                new KeyAttributes(
                        false,
                        Instant.ofEpochSecond(1_700_000_000),
                        Instant.ofEpochSecond(1_800_000_000),
                        Samples.NOW,
                        Samples.NOW),
                key.operations(),
                Map.of(),
                1);
    }

    private String kid(String host, String token) {
        String body = server.send("GET", "/keys/signing" + VERSION, host, token, "").body();
        return body.substring("{\"key\":{\"kid\":\"".length());
    }

    private static String nextLink(String body) {
        int start = body.lastIndexOf("\"nextLink\":\"") + "\"nextLink\":\"".length();
        return body.substring(start, body.indexOf('"', start));
    }

    private static int count(String list) {
        return list.split("\"kid\"", -1).length - 1;
    }
}
