package io.strongroom.api.data;

import static io.strongroom.api.data.VaultServer.HOST;
import static io.strongroom.api.data.VaultServer.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.permission.Right;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which requests are admitted, what the others are answered, and what is recorded.
final class RequestGateTest {
    private static final String CHALLENGE =
            "Bearer authorization=\"https://localhost:8443/%s\", resource=\"https://vault.localhost:8443\""
                    .formatted(Samples.CONTOSO);
    private static final String NO_TOKEN =
            "{\"error\":{\"code\":\"Unauthorized\",\"message\":\"AKV10000: Request is missing a Bearer or PoP token.\"}}";
    private VaultServer server = new VaultServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /keys/signing/?api-version=2025-07-01, KEY_GET",
        "GET, /keys/signing, KEY_GET",
        "GET, /keys?api-version=nonsense&maxresults=0, KEY_LIST",
        "POST, /keys/signing/create?api-version=7.6, KEY_CREATE",
        "POST, /keys/signing//sign, KEY_SIGN",
        "PATCH, /keys/bad_name, KEY_UPDATE",
        "GET, /nonsense, UNKNOWN",
        "DELETE, /keys/signing, KEY_DELETE",
    })
    void a_request_without_token_is_challenged_before_anything_else_is_looked_at(
            String method, String target, Action action) {
        Wire.Answer answer =
                server.wire()
                        .exchange(
                                List.of(
                                        method + " " + target + " HTTP/1.1",
                                        "Host: " + HOST,
                                        "Content-Type: application/json",
                                        "Content-Encoding: nonsense",
                                        "Content-Length: 0",
                                        "Connection: close"),
                                new byte[0]);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains(CHALLENGE);
        assertThat(answer.body()).isEqualTo(NO_TOKEN);
        assertThat(answer.header("x-ms-keyvault-region")).contains("local");
        AuditEvent event = server.recorded();
        assertThat(server.records()).isEqualTo(1);
        assertThat(event.action()).isEqualTo(action);
        assertThat(event.caller()).isNull();
        assertThat(event.target().tenant()).isEqualTo(Samples.CONTOSO);
        assertThat(event.target().vault()).isEqualTo("contoso-demo");
        assertThat(event.outcome().status()).isEqualTo(401);
        assertThat(event.outcome().signature()).isEqualTo("Challenge");
    }

    @ParameterizedTest
    @ValueSource(strings = {":0", ":65536", ":99999", ":0022443", ":08443", ":100000"})
    void a_port_that_does_not_exist_is_refused_and_recorded(String port) {
        String host = "contoso-demo.vault.localhost" + port;

        for (String authorization : List.of("", "Bearer " + server.appToken())) {
            Wire.Answer answer = server.send("GET", "/keys" + VERSION, host, authorization, "");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("WWW-Authenticate")).isEmpty();
            assertThat(answer.body()).doesNotContain(port);
        }
        assertThat(server.records()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", ":1", ":443", ":8443", ":65535"})
    void every_port_that_exists_is_served(String port) {
        String host = "contoso-demo.vault.localhost" + port;

        assertThat(
                        server.send(
                                        "GET",
                                        "/keys" + VERSION,
                                        host,
                                        "Bearer " + server.appToken(),
                                        "")
                                .status())
                .isEqualTo(200);
    }

    @Test
    void a_refused_request_is_recorded_with_the_key_it_names() {
        server.send("GET", "/keys/signing" + VERSION, HOST, "", "");

        assertThat(server.recorded().target().collection()).isEqualTo("keys");
        assertThat(server.recorded().target().object()).isEqualTo("signing");
    }

    @ParameterizedTest
    @CsvSource({
        "contoso-demo.vault.localhost:9443, https://localhost:9443, https://vault.localhost:9443",
        "contoso-demo.vault.localhost, https://localhost, https://vault.localhost",
        "contoso-demo.vault.localhost:443, https://localhost, https://vault.localhost",
    })
    void the_challenge_names_the_port_that_was_dialled(
            String host, String authority, String resource) {
        assertThat(server.send("GET", "/keys" + VERSION, host, "", "").header("WWW-Authenticate"))
                .contains(
                        "Bearer authorization=\"%s/%s\", resource=\"%s\""
                                .formatted(authority, Samples.CONTOSO, resource));
    }

    @Test
    void a_federated_vault_sends_its_clients_to_ad_fs() {
        server.federate();

        assertThat(server.send("GET", "/keys" + VERSION, HOST, "", "").header("WWW-Authenticate"))
                .contains(
                        "Bearer authorization=\"https://localhost:8443/adfs\", resource=\"https://vault.localhost:8443\"");
        assertThat(server.get("/keys" + VERSION).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nowhere.vault.localhost:8443",
                "ab.vault.localhost:8443",
                "a--b.vault.localhost:8443",
                "x.contoso-demo.vault.localhost:8443",
            })
    void a_vault_that_is_not_there_is_not_found_whatever_the_token(String host) {
        Wire.Answer answer = server.send("GET", "/keys" + VERSION, host, "", "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"error\":{\"code\":\"VaultNotFound\",\"message\":\"The vault '%s' was not found.\"}}"
                                .formatted(host.replace(".vault.localhost:8443", "")));
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
        assertThat(server.recorded().target().tenant()).isEqualTo(TenantId.NONE);
        assertThat(server.recorded().outcome().signature()).isEqualTo("VaultNotFound");
    }

    @ParameterizedTest
    @CsvSource({
        "2015-06-01, 404",
        "7.5, 404",
        "7.6-preview.2, 404",
        "7.6, 200",
        "2025-07-01, 200",
        "2026-07-01-preview, 200",
    })
    void an_operation_is_found_from_its_first_api_version_on(String version, int status) {
        server.close();
        server = new VaultServer(_ -> new Routes(List.of(since("7.6"))));

        Wire.Answer answer = server.get("/keys/signing/attestation?api-version=" + version);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(server.recorded().outcome().status()).isEqualTo(status);
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_GET);
    }

    @Test
    void an_operation_before_its_first_api_version_is_answered_as_one_that_does_not_exist() {
        server.close();
        server = new VaultServer(_ -> new Routes(List.of(since("7.6"))));

        Wire.Answer early = server.get("/keys/signing/attestation?api-version=7.5");
        Wire.Answer never = server.get("/keys/signing/attestations?api-version=7.5");

        assertThat(early.status()).isEqualTo(never.status()).isEqualTo(404);
        assertThat(early.body()).isEqualTo(never.body()).contains("\"code\":\"NotFound\"");
    }

    @Test
    void a_path_that_does_not_exist_is_not_found() {
        Wire.Answer answer = server.get("/secrets/mine" + VERSION);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"error\":{\"code\":\"NotFound\",\"message\":\"There is no such operation in this vault.\"}}");
        assertThat(server.recorded().action()).isEqualTo(Action.UNKNOWN);
        assertThat(server.recorded().caller()).isNotNull();
    }

    @Test
    void a_method_that_a_path_does_not_have_is_not_allowed() {
        Wire.Answer answer = server.send("POST", "/keys/signing" + VERSION, "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains("DELETE, GET, PATCH, PUT");
        assertThat(answer.body()).contains("\"code\":\"MethodNotAllowed\"");
        assertThat(server.recorded().action()).isEqualTo(Action.UNKNOWN);
        assertThat(server.recorded().target().object()).isEqualTo("signing");
        assertThat(server.recorded().outcome().signature()).isEqualTo("MethodNotAllowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "?api-version", "?api-version=", "?version=7.6"})
    void a_request_must_name_its_api_version(String query) {
        Wire.Answer answer = server.get("/keys" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"error\":{\"code\":\"BadParameter\",\"message\":\"The request is missing the query parameter 'api-version'.\"}}");
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_LIST);
        assertThat(server.recorded().outcome().signature()).isEqualTo("BadParameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.7", "7.60", "7.6%00", "2025-07-02", "v%C3%A9"})
    void an_unknown_api_version_is_refused(String version) {
        Wire.Answer answer = server.get("/keys?api-version=" + version);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .startsWith(
                        "{\"error\":{\"code\":\"BadParameter\",\"message\":\"The specified version (")
                .endsWith(
                        ") is not recognized. Consider using the latest supported version (2025-07-01).\"}}");
        assertThat(server.recorded().request().apiVersion()).matches("[ -~]*");
    }

    /// Those of the specifications, and all that clients send.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2015-06-01",
                "2016-10-01",
                "7.0",
                "7.1",
                "7.2",
                "7.3",
                "7.4-preview.1",
                "7.4",
                "7.5",
                "7.6-preview.2",
                "7.6",
                "2025-06-01-preview",
                "2025-07-01",
                "2026-01-01-preview",
                "2026-03-01-preview",
                "2026-05-01-preview",
                "2026-07-01-preview",
            })
    void every_published_version_is_known(String version) {
        assertThat(server.get("/keys?api-version=" + version).status()).isEqualTo(200);
    }

    private static Route since(String version) {
        return new Route(
                "GET",
                "/keys/{name}/attestation",
                Action.KEY_GET,
                Right.KEYS_GET,
                ApiVersion.require(version),
                0,
                _ -> Decided.answer("{}".getBytes(StandardCharsets.UTF_8)));
    }
}
