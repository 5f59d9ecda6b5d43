package io.strongroom.api.data;

import static io.strongroom.api.data.Refusal.assertRefused;
import static io.strongroom.api.data.VaultServer.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests to update a key that are refused.
final class KeyUpdateRefusalsTest {
    private final VaultServer server = new VaultServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"key_ops\":[\"encrypt\"]}|Key operation 'encrypt' is not supported for this key type.",
                "{\"release_policy\":{\"data\":\"e30\"}}|The release policy is not valid: its 'version' is not 1.0.0.",
                "{\"attributes\":{\"exportable\":true}}|Property 'attributes.exportable' cannot be changed.",
                "{\"attributes\":{\"enabled\":0}}|Property 'attributes.enabled' must be true or false.",
                "{\"attributes\":{\"nbf\":20,\"exp\":19}}|Property 'attributes.exp' must be later than 'attributes.nbf'.",
            })
    void a_body_that_is_no_update(String body, String message) {
        server.keepEc("signing");

        assertRefused(
                server,
                server.patch("/keys/signing" + VERSION, body),
                400,
                "BadParameter",
                message);
    }

    @Test
    void an_update_may_not_end_a_key_before_its_start() {
        server.post(
                "/keys/signing/create" + VERSION,
                "{\"kty\":\"EC\",\"attributes\":{\"nbf\":2000000000}}");

        assertRefused(
                server,
                server.patch("/keys/signing" + VERSION, "{\"attributes\":{\"exp\":2000000000}}"),
                400,
                "BadParameter",
                "Property 'attributes.exp' must be later than 'attributes.nbf'.");
        assertThat(
                        server.patch(
                                        "/keys/signing" + VERSION,
                                        "{\"attributes\":{\"exp\":2000000001}}")
                                .status())
                .isEqualTo(200);
    }
}
