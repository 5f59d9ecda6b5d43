package io.strongroom.api.data;

import static io.strongroom.api.data.VaultServer.HOST;
import static io.strongroom.api.data.VaultServer.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import io.strongroom.api.auth.TestIssuer;
import io.strongroom.core.Samples;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.identity.Caller;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Which tokens a vault accepts, and what the others are answered.
final class RequestTokensTest {
    private static final String CHALLENGE =
            "Bearer authorization=\"https://localhost:8443/%s\", resource=\"https://vault.localhost:8443\""
                    .formatted(Samples.CONTOSO);
    private final VaultServer server = new VaultServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void another_tenants_token_is_a_wrong_issuer() {
        Wire.Answer answer = with(server.fabrikam.token("admin"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains(CHALLENGE);
        assertThat(answer.body())
                .isEqualTo(
                        unauthorized(
                                "AKV10032: Invalid issuer. Expected one of %s, found %s."
                                        .formatted(server.contoso.name(), server.fabrikam.name())));
        AuditEvent event = server.recorded();
        assertThat(event.target().tenant()).isEqualTo(Samples.CONTOSO);
        assertThat(event.caller())
                .isEqualTo(
                        new Caller(
                                Samples.FABRIKAM,
                                Samples.ADMIN,
                                "client-of-admin",
                                null,
                                server.fabrikam.name()));
        assertThat(event.outcome().status()).isEqualTo(401);
    }

    @Test
    void an_unknown_issuers_token_is_refused_with_the_vaults_issuers() {
        Wire.Answer answer =
                with(server.contoso.token("app", claims -> claims.issuer("https://evil.test")));

        assertThat(answer.body())
                .isEqualTo(
                        unauthorized(
                                "AKV10032: Invalid issuer. Expected one of %s, found https://evil.test."
                                        .formatted(server.contoso.name())));
    }

    @Test
    void a_token_for_another_audience_is_refused() {
        assertThat(
                        with(server.contoso.token(
                                        "app", claims -> claims.audience("https://localhost:8443")))
                                .body())
                .isEqualTo(
                        unauthorized(
                                "AKV10022: Invalid audience. Expected https://vault.localhost:8443, found: https://localhost:8443."));
    }

    @Test
    void two_authorization_headers_are_refused_whatever_they_hold() {
        String good = "Authorization: Bearer " + server.appToken();
        for (List<String> two :
                List.of(
                        List.of(good, "Authorization: Bearer forged"),
                        List.of("Authorization: Bearer forged", good),
                        List.of(good, good),
                        List.of(good, "Authorization: "))) {
            Wire.Answer answer =
                    server.wire()
                            .send(
                                    "GET",
                                    "/keys" + VERSION,
                                    List.of("Host: " + HOST, two.getFirst(), two.getLast()),
                                    new byte[0]);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body())
                    .isEqualTo(
                            unauthorized(
                                    "Error validating token: The request has more than one 'Authorization' header."));
            assertThat(server.recorded().caller()).isNull();
        }
    }

    @Test
    void a_forged_token_is_refused() {
        String forged =
                server.contoso.signed(
                        new JWSHeader(JWSAlgorithm.RS256),
                        server.contoso.claims("admin"),
                        TestIssuer.rsaKey());

        assertThat(with(forged).body())
                .isEqualTo(
                        unauthorized(
                                "Error validating token: The access token's signature could not be validated."));
        assertThat(server.recorded().outcome().status()).isEqualTo(401);
    }

    @Test
    void an_expired_token_is_refused() {
        server.installation.clock.advance(Duration.ofHours(2));

        assertThat(with(server.appToken()).body())
                .isEqualTo(unauthorized("Error validating token: The access token has expired."));
        assertThat(server.recorded().outcome().status()).isEqualTo(401);
    }

    @Test
    void without_the_issuers_keys_the_service_is_unavailable() {
        server.contoso.answerWith(500);

        Wire.Answer answer = with(server.appToken());
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).contains("2");
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
        assertThat(server.recorded().outcome().status()).isEqualTo(503);
    }

    private Wire.Answer with(String token) {
        return server.send("GET", "/keys" + VERSION, HOST, "Bearer " + token, "");
    }

    private static String unauthorized(String message) {
        return "{\"error\":{\"code\":\"Unauthorized\",\"message\":\"" + message + "\"}}";
    }
}
