package io.strongroom.api.data;

import static io.strongroom.api.data.Refusal.assertRefused;
import static io.strongroom.api.data.VaultServer.BASE;
import static io.strongroom.api.data.VaultServer.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lists of keys and of versions: their items, their pages and what is refused.
final class KeyListTest {
    private static final long NOW = Samples.NOW.getEpochSecond();
    private final VaultServer server = new VaultServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_list_in_name_order_without_versions() {
        server.keep(Samples.rsa2048Key(server.vault(), "zebra"));
        server.keep(VaultServer.software(Samples.ec256Key(server.vault(), "Antelope")));

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
                .forEach(i ->
                        server.keep(Samples.ec256Key(server.vault(), "key-%02d".formatted(i))));

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
        server.keep(Samples.ec256Key(server.vault(), "a"));
        server.keep(Samples.ec256Key(server.vault(), "b"));

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
    @ValueSource(strings = {"0", "26", "-1", "1.0", "x", "999999999999", "٣"})
    void maxresults_is_1_to_25(String value) {
        assertRefused(
                server,
                server.get(
                        "/keys?api-version=7.6&maxresults="
                                + URLEncoder.encode(value, StandardCharsets.UTF_8)),
                400,
                "BadParameter",
                "Query parameter 'maxresults' must be between 1 and 25.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "25", ""})
    void maxresults_at_its_limits(String value) {
        assertThat(server.get("/keys?api-version=7.6&maxresults=" + value).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "*", "AAAA", "%00"})
    void an_invalid_skiptoken_is_refused(String token) {
        assertRefused(
                server,
                server.get("/keys?api-version=7.6&$skiptoken=" + token),
                400,
                "BadParameter",
                "Query parameter '$skiptoken' is invalid.");
    }

    private static String nextLink(String body) {
        int start = body.lastIndexOf("\"nextLink\":\"") + "\"nextLink\":\"".length();
        return body.substring(start, body.indexOf('"', start));
    }

    private static int count(String list) {
        return list.split("\"kid\"", -1).length - 1;
    }
}
