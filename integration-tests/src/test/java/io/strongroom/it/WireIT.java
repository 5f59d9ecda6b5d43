package io.strongroom.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.strongroom.it.harness.Answer;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Person;
import io.strongroom.it.harness.Plane;
import io.strongroom.it.harness.Site;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The shapes that real clients send, and the shape of the answers they count on.
class WireIT {
    private static final Node NODE = Site.shared().first().node();
    private static final Person ADMIN = NODE.admin();
    private static final String VAULT = Names.fresh("wire");
    private static final String DIGEST = "A".repeat(43);
    private static String version = "";

    @BeforeAll
    static void create_a_key_of_two_versions() {
        ADMIN.createVault(VAULT, Map.of()).ok();
        ADMIN.createEcKey(VAULT, "Key");
        String kid = ADMIN.createEcKey(VAULT, "key").json().path("key").path("kid").asText();
        version = kid.substring(kid.lastIndexOf('/') + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/keys/Key?api-version=2025-07-01",
                "/keys/Key/?api-version=2025-07-01",
                "/keys/key/?api%2Dversion=2025-07-01",
                "/keys/KEY?api-version=7.0",
                "/keys/Key/?api-version=7.4-preview.1"
            })
    void the_current_version_is_read_by_every_shape_that_clients_send(String path) {
        JsonNode key = ADMIN.data("GET", VAULT, path, null).ok().json().path("key");

        assertThat(key.path("kid").asText())
                .isEqualTo(NODE.installation().vault(VAULT) + "/keys/Key/" + version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/keys/Key//sign", "/keys/Key/sign", "/keys/Key/%s/sign"})
    void a_signature_is_asked_for_with_and_without_a_version(String path) {
        Answer answer =
                ADMIN.data(
                        "POST",
                        VAULT,
                        path.formatted(version),
                        Map.of("alg", "ES256", "value", DIGEST));

        assertThat(answer.ok().json().path("kid").asText()).endsWith("/keys/Key/" + version);
        assertThat(answer.json().path("value").asText()).matches("[A-Za-z0-9_-]{86}");
    }

    @Test
    void a_digest_in_standard_base64_is_read() {
        byte[] digest = new byte[32];
        digest[0] = -5;

        assertThat(
                        ADMIN.sign(
                                        VAULT,
                                        "key",
                                        "ES256",
                                        Base64.getEncoder().encodeToString(digest))
                                .status())
                .isEqualTo(200);
    }

    @Test
    void the_first_request_of_a_client_has_no_body_and_is_challenged() {
        Answer answer =
                NODE.raw()
                        .send(
                                "POST",
                                NODE.installation().vault(VAULT)
                                        + "/keys/key//sign?api-version=2025-07-01",
                                null,
                                "");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer authorization=");
    }

    @Test
    void every_answer_has_the_headers_of_azure() {
        for (Answer answer :
                List.of(
                        ADMIN.data("GET", VAULT, "/keys/key", null),
                        ADMIN.data("GET", VAULT, "/keys/none", null))) {
            assertThat(answer.mediaType()).isEqualTo("application/json;charset=utf-8");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
            assertThat(answer.header("Pragma")).isEqualTo("no-cache");
            assertThat(answer.header("Expires")).isEqualTo("-1");
            assertThat(answer.header("Strict-Transport-Security"))
                    .isEqualTo("max-age=31536000;includeSubDomains");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("x-ms-keyvault-region")).isEqualTo("local");
            assertThat(answer.requestId()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
            assertThat(answer.header("x-ms-keyvault-service-version")).isNotEmpty();
            assertThat(answer.header("x-ms-keyvault-network-info"))
                    .isEqualTo("conn_type=Ipv4;addr=127.0.0.1;act_addr_fam=InterNetwork;");
        }
    }

    @Test
    void the_clients_own_request_id_comes_back() {
        Answer answer =
                NODE.raw()
                        .send(
                                "GET",
                                NODE.installation().vault(VAULT) + "/keys?api-version=2025-07-01",
                                ADMIN.token(Plane.DATA),
                                null,
                                Map.of("x-ms-client-request-id", "my-request-1"));

        assertThat(answer.header("x-ms-client-request-id")).isEqualTo("my-request-1");
    }

    @Test
    void pages_are_followed_by_their_links() {
        String vault = Names.fresh("links");
        ADMIN.createVault(vault, Map.of()).ok();
        for (int i = 0; i < 5; i++) {
            ADMIN.createEcKey(vault, "k" + i);
        }

        List<String> names = new ArrayList<>();
        String next =
                NODE.installation().vault(vault) + "/keys?api-version=2025-07-01&maxresults=2";
        int pages = 0;
        while (!next.isEmpty()) {
            JsonNode page = NODE.raw().send("GET", next, ADMIN.token(Plane.DATA), null).ok().json();
            page.path("value").forEach(key -> names.add(lastSegment(key.path("kid").asText())));
            assertThat(page.has("nextLink")).isTrue();
            next = page.path("nextLink").isNull() ? "" : page.path("nextLink").asText();
            pages++;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(names).containsExactly("k0", "k1", "k2", "k3", "k4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "26", "-1", "x"})
    void a_page_size_out_of_range_is_400(String size) {
        Answer answer =
                ADMIN.data("GET", VAULT, "/keys?api-version=2025-07-01&maxresults=" + size, null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("BadParameter");
    }

    @Test
    void an_update_without_a_member_leaves_it_and_with_an_empty_one_clears_it() {
        ADMIN.createKey(
                        VAULT,
                        "tagged",
                        Map.of("kty", "EC-HSM", "crv", "P-256", "tags", Map.of("a", "b")))
                .ok();

        JsonNode left = patch("tagged", Map.of("attributes", Map.of("enabled", true)));
        JsonNode cleared = patch("tagged", Map.of("tags", Map.of()));

        assertThat(left.path("tags").path("a").asText()).isEqualTo("b");
        assertThat(cleared.path("tags").size()).isZero();
    }

    @Test
    void what_is_absent_is_left_out_of_a_key() {
        JsonNode key = ADMIN.data("GET", VAULT, "/keys/key", null).ok().json();

        assertThat(key.path("attributes").has("nbf")).isFalse();
        assertThat(key.path("attributes").has("exp")).isFalse();
        assertThat(key.path("key").has("n")).isFalse();
        assertThat(key.toString()).doesNotContain("null");
    }

    @Test
    void a_wrong_method_is_405_and_an_unknown_path_404() {
        Answer method = ADMIN.data("DELETE", VAULT, "/keys", null);
        Answer path = ADMIN.data("GET", VAULT, "/nothing", null);

        assertThat(method.status()).isEqualTo(405);
        assertThat(method.header("Allow")).isEqualTo("GET");
        assertThat(path.status()).isEqualTo(404);
    }

    private static JsonNode patch(String key, Object body) {
        return ADMIN.data("PATCH", VAULT, "/keys/" + key + "/", body).ok().json();
    }

    private static String lastSegment(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }
}
