package io.strongroom.api.data;

import static io.strongroom.api.data.VaultServer.BASE;
import static io.strongroom.api.data.VaultServer.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Samples;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.permission.Right;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What all operations have in common: addresses, headers, and the facts of the request.
final class DataPlaneAnswersTest {
    private final VaultServer server = new VaultServer();

    @AfterEach
    void close() {
        server.close();
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
        server.keep(Samples.ec256Key(server.vault(), "signing"));

        assertThat(server.get(target).status()).isEqualTo(200);
        assertThat(server.recorded().request().apiVersion()).isEqualTo("2025-07-01");
    }

    @Test
    void ids_carry_the_port_that_was_dialled() {
        server.keep(Samples.ec256Key(server.vault(), "signing"));
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
        server.keep(Samples.ec256Key(server.vault(), "signing"));

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

        assertStandingHeaders(answer);
        assertThat(answer.headers())
                .contains(
                        "x-ms-client-request-id: my-request",
                        "Content-Type: application/json;charset=utf-8",
                        "Content-Length: " + answer.body().length());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /keys/none?api-version=7.6, 404",
        "GET, /nonsense?api-version=7.6, 404",
        "GET, /keys/bad_name?api-version=7.6, 400",
        "GET, /keys, 400",
        "GET, /keys?api-version=7.7, 400",
        "PUT, /keys?api-version=7.6, 405",
        "DELETE, /keys/signing?api-version=7.6, 200",
        "POST, /keys/signing/sign?api-version=7.6, 400",
    })
    void refusals_and_changes_have_them_too(String method, String target, int status) {
        server.keepEc("signing");

        Wire.Answer answer = server.send(method, target, "");

        assertThat(answer.status()).isEqualTo(status);
        assertStandingHeaders(answer);
        assertThat(answer.headers()).contains("Content-Type: application/json;charset=utf-8");
    }

    @Test
    void a_challenge_a_missing_right_and_an_answer_without_a_body_have_them_too() {
        server.keepEc("signing");
        server.send("DELETE", "/keys/signing" + VERSION, "");
        Wire.Answer purged = server.send("DELETE", "/deletedkeys/signing" + VERSION, "");
        assertThat(purged.status()).isEqualTo(204);
        assertStandingHeaders(purged);

        Wire.Answer challenged = server.send("GET", "/keys" + VERSION, VaultServer.HOST, "", "");
        assertThat(challenged.status()).isEqualTo(401);
        assertStandingHeaders(challenged);

        server.allow(Right.KEYS_GET);
        Wire.Answer forbidden = server.get("/keys" + VERSION);
        assertThat(forbidden.status()).isEqualTo(403);
        assertStandingHeaders(forbidden);
    }

    private void assertStandingHeaders(Wire.Answer answer) {
        assertThat(answer.headers())
                .contains(
                        "Cache-Control: no-cache",
                        "Pragma: no-cache",
                        "Expires: -1",
                        "Strict-Transport-Security: max-age=31536000;includeSubDomains",
                        "X-Content-Type-Options: nosniff",
                        "x-ms-keyvault-region: local",
                        "x-ms-keyvault-network-info: conn_type=Ipv4;addr=127.0.0.1;act_addr_fam=InterNetwork;");
        assertThat(answer.header("x-ms-keyvault-service-version")).isPresent();
        assertThat(answer.header("x-ms-request-id"))
                .contains(server.recorded().request().correlationId());
    }

    @Test
    void the_facts_of_the_request_are_recorded() {
        server.keep(Samples.ec256Key(server.vault(), "signing"));
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

    private String kid(String host, String token) {
        String body = server.send("GET", "/keys/signing" + VERSION, host, token, "").body();
        return body.substring("{\"key\":{\"kid\":\"".length());
    }
}
