package io.strongroom.api.data;

import static io.strongroom.api.data.Refusal.assertRefused;
import static io.strongroom.api.data.Refusal.withoutRight;
import static io.strongroom.api.data.VaultServer.HOST;
import static io.strongroom.api.data.VaultServer.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.InMemoryInstallation;
import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.permission.Right;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Which right an operation needs, and what a caller without it is answered.
final class RightsTest {
    private static final String DIGEST = "A".repeat(43);
    private final VaultServer server = new VaultServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void every_right_but_its_own_does_not_give_an_operation(Route row) {
        server.post("/keys/signing/create" + VERSION, "{\"kty\":\"RSA\"}");
        server.allow(
                Arrays.stream(VaultServer.onObjects())
                        .filter(right -> right != row.right())
                        .toArray(Right[]::new));

        Wire.Answer answer = send(row);

        assertRefused(
                server, answer, 403, "Forbidden", withoutRight("app", onCollection(row.right())));
        assertThat(answer.body()).contains("\"innererror\":{\"code\":\"ForbiddenByPolicy\"}");
        assertThat(server.recorded().action()).isEqualTo(row.action());
        assertThat(server.recorded().outcome().signature()).isEqualTo("ForbiddenByPolicy");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void its_own_right_alone_gives_an_operation(Route row) {
        server.post("/keys/signing/create" + VERSION, "{\"kty\":\"RSA\"}");
        if (row.template().startsWith("/deletedkeys")) {
            server.send("DELETE", "/keys/signing" + VERSION, "");
        }
        server.allow(row.right());

        Wire.Answer answer = send(row);

        assertThat(answer.status()).as(answer.body()).isIn(200, 204, 400, 403);
        assertThat(server.recorded().action()).isEqualTo(row.action());
        assertThat(server.recorded().outcome().signature())
                .isIn("OK", "BadParameter", "Malformed backup blob", "KeyOperationForbidden");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /keys, list",
        "GET, /keys/signing/versions, list",
        "GET, /keys/signing, get",
        "GET, /keys/nowhere, get",
        "GET, /keys/signing/nonsense, get",
        "GET, /deletedkeys, list",
        "GET, /deletedkeys/signing, get",
        "GET, /deletedkeys/nowhere, get",
    })
    void reading_needs_its_right(String method, String path, String right) {
        server.keepEc("signing");
        server.allow();

        assertRefused(
                server,
                server.send(method, path + VERSION, ""),
                403,
                "Forbidden",
                withoutRight("app", "keys " + right));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/keys/signing/create|{\"kty\":\"EC\"}|create",
                "/keys/signing//sign|{\"alg\":\"ES256\",\"value\":\"AA\"}|sign",
                "/keys/signing//verify|{\"alg\":\"ES256\",\"digest\":\"AA\",\"value\":\"AA\"}|verify",
                "/keys/signing//encrypt|{\"alg\":\"RSA-OAEP\",\"value\":\"AA\"}|encrypt",
                "/keys/signing//decrypt|{\"alg\":\"RSA-OAEP\",\"value\":\"AA\"}|decrypt",
                "/keys/signing//wrapkey|{\"alg\":\"RSA-OAEP\",\"value\":\"AA\"}|wrapKey",
                "/keys/signing//unwrapkey|{\"alg\":\"RSA-OAEP\",\"value\":\"AA\"}|unwrapKey",
            })
    void using_needs_its_right(String path, String body, String right) {
        server.keepEc("signing");
        server.allow(
                Arrays.stream(VaultServer.onObjects())
                        .filter(other -> !other.policyName().equals(right))
                        .toArray(Right[]::new));

        assertRefused(
                server,
                server.post(path + VERSION, body),
                403,
                "Forbidden",
                withoutRight("app", "keys " + right));
        assertThat(server.recorded().target().object()).isEqualTo("signing");
        assertThat(server.recorded().outcome().signature()).isEqualTo("ForbiddenByPolicy");
    }

    @Test
    void updating_needs_its_right() {
        server.keepEc("signing");
        server.allow(Right.KEYS_GET);

        assertRefused(
                server,
                server.patch("/keys/signing" + VERSION, "{}"),
                403,
                "Forbidden",
                withoutRight("app", "keys update"));
    }

    @Test
    void an_owner_of_the_tenant_has_no_right_without_a_policy() {
        server.keepEc("signing");
        String token = "Bearer " + server.contoso.token("admin");

        Wire.Answer refused = server.send("GET", "/keys/signing" + VERSION, HOST, token, "");
        assertRefused(server, refused, 403, "Forbidden", withoutRight("admin", "keys get"));

        server.installation.policies(
                Samples.CONTOSO_VAULT, Samples.policy(Samples.ADMIN, Right.KEYS_GET));
        assertThat(server.send("GET", "/keys/signing" + VERSION, HOST, token, "").status())
                .isEqualTo(200);
    }

    @Test
    void a_foreign_admin_gets_nothing() {
        server.keepEc("signing");
        String token = "Bearer " + server.fabrikam.token("admin");

        for (String path : List.of("/keys", "/keys/signing", "/keys/nowhere")) {
            assertThat(server.send("GET", path + VERSION, HOST, token, "").status()).isEqualTo(401);
        }
    }

    private static Stream<Named<Route>> rows() {
        return VaultServer.routes(new InMemoryInstallation()).rows().stream()
                .map(row -> Named.of(row.method() + " " + row.template(), row));
    }

    private Wire.Answer send(Route row) {
        String path = row.template().replace("{name}", "signing").replace("/{version?}", "");
        return server.send(row.method(), path + VERSION, row.maxBody() == 0 ? "" : body(row));
    }

    /// A body that the operation understands.
    private static String body(Route row) {
        String algorithm =
                row.action() == Action.KEY_SIGN || row.action() == Action.KEY_VERIFY
                        ? "RS256"
                        : "RSA-OAEP";
        return "{\"count\":8,\"target\":\"x\",\"kty\":\"RSA\",\"alg\":\"%s\",\"value\":\"%s\",\"digest\":\"%s\",\"key\":{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umjw\"}}"
                .formatted(algorithm, DIGEST, DIGEST);
    }

    private static String onCollection(Right right) {
        return Objects.requireNonNull(right.collection()).wireName() + " " + right.policyName();
    }
}
