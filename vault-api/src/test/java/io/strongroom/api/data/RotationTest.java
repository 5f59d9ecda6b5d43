package io.strongroom.api.data;

import static io.strongroom.api.data.Refusal.assertRefused;
import static io.strongroom.api.data.VaultServer.BASE;
import static io.strongroom.api.data.VaultServer.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rotation and rotation policies on the wire. What Azure answers is from the records of its SDKs'
/// tests.
final class RotationTest {
    private static final String POLICY = "/keys/signing/rotationpolicy" + VERSION;
    private static final String UNSET =
            "{\"lifetimeActions\":[{\"trigger\":{\"timeBeforeExpiry\":\"P30D\"},\"action\":{\"type\":\"Notify\"}}],\"attributes\":null}";
    private static final long NOW = Samples.NOW.getEpochSecond();
    private final VaultServer server = new VaultServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_rotated_key_is_the_bundle_of_its_new_version() {
        server.keepEc("signing");
        String before = server.get("/keys/signing" + VERSION).body();

        Wire.Answer rotated = server.post("/keys/signing/rotate" + VERSION, "");

        assertThat(rotated.status()).isEqualTo(200);
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_ROTATE);
        assertThat(rotated.body())
                .startsWith("{\"key\":{\"kid\":\"" + BASE + "/keys/signing/")
                .isNotEqualTo(before);
        assertThat(server.get("/keys/signing" + VERSION).body()).isEqualTo(rotated.body());
    }

    @Test
    void a_key_without_a_policy_has_the_one_by_default() {
        server.keepEc("signing");

        Wire.Answer answer = server.get(POLICY);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(UNSET);
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_ROTATION_POLICY_GET);
    }

    @Test
    void a_policy_that_was_set_is_answered() {
        server.keepEc("signing");
        String members =
                "\"lifetimeActions\":[{\"trigger\":{\"timeAfterCreate\":\"P7D\"},\"action\":{\"type\":\"Rotate\"}},{\"trigger\":{\"timeBeforeExpiry\":\"P7D\"},\"action\":{\"type\":\"Notify\"}}],\"attributes\":{\"expiryTime\":\"P6M\"";

        Wire.Answer set = server.send("PUT", POLICY, "{" + members + "}}");

        assertThat(set.status()).isEqualTo(200);
        assertThat(set.body())
                .isEqualTo(
                        "{\"id\":\"%s/keys/signing/rotationpolicy\",%s,\"created\":%d,\"updated\":%d}}"
                                .formatted(BASE, members, NOW, NOW));
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_ROTATION_POLICY_SET);
        assertThat(server.get(POLICY).body()).isEqualTo(set.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"lifetimeActions\":[],\"attributes\":{}}",
                "{\"lifetimeActions\":null,\"attributes\":null}",
                "{\"lifetimeActions\":[],\"attributes\":{\"expiryTime\":null}}",
                "{\"id\":\"any\",\"lifetimeActions\":[],\"attributes\":{\"created\":1,\"updated\":1}}",
                "{\"lifetimeActions\":[{\"trigger\":{\"timeAfterCreate\":null,\"timeBeforeExpiry\":\"P30D\"},\"action\":{\"type\":\"notify\"}}]}",
            })
    void a_policy_without_actions_notifies_by_default(String body) {
        server.keepEc("signing");

        assertThat(server.send("PUT", POLICY, body).body())
                .isEqualTo(
                        "{\"id\":\"%s/keys/signing/rotationpolicy\",\"lifetimeActions\":[{\"trigger\":{\"timeBeforeExpiry\":\"P30D\"},\"action\":{\"type\":\"Notify\"}}],\"attributes\":{\"created\":%d,\"updated\":%d}}"
                                .formatted(BASE, NOW, NOW));
    }

    @Test
    void a_rotation_before_expiry_is_answered() {
        server.keepEc("signing");

        assertThat(
                        server.send(
                                        "PUT",
                                        POLICY,
                                        "{\"lifetimeActions\":[{\"trigger\":{\"timeBeforeExpiry\":\"P30D\"},\"action\":{\"type\":\"ROTATE\"}}],\"attributes\":{\"expiryTime\":\"P90D\"}}")
                                .body())
                .contains(
                        "[{\"trigger\":{\"timeBeforeExpiry\":\"P30D\"},\"action\":{\"type\":\"Rotate\"}},{\"trigger\":{\"timeBeforeExpiry\":\"P30D\"},\"action\":{\"type\":\"Notify\"}}]",
                        "\"expiryTime\":\"P90D\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | The request body is not a valid JSON object.",
                "{\"lifetimeActions\":{}} | Property 'lifetimeActions' must be an array.",
                "{\"lifetimeActions\":[{}]} | Property 'lifetimeActions' has an element without 'action'.",
                "{\"lifetimeActions\":[{\"action\":{}}]} | Property 'lifetimeActions' has an element without 'action.type'.",
                "{\"lifetimeActions\":[{\"action\":{\"type\":\"Rotate\"}}]} | Property 'lifetimeActions' has an element without 'trigger'.",
                "{\"lifetimeActions\":[{\"trigger\":{},\"action\":{\"type\":\"Burn\"}}]} | Property 'lifetimeActions.action.type' has invalid value 'Burn'.",
                "{\"lifetimeActions\":[{\"trigger\":{},\"action\":{\"type\":\"Rotate\"}}]} | Action Rotate needs either 'timeAfterCreate' or 'timeBeforeExpiry' as its trigger.",
                "{\"lifetimeActions\":[{\"trigger\":{\"timeAfterCreate\":\"P7D\",\"timeBeforeExpiry\":\"P7D\"},\"action\":{\"type\":\"Rotate\"}}]} | Action Rotate needs either 'timeAfterCreate' or 'timeBeforeExpiry' as its trigger.",
                "{\"lifetimeActions\":[{\"trigger\":{\"timeAfterCreate\":\"P7D\"},\"action\":{\"type\":\"Notify\"}}]} | Action Notify needs 'timeBeforeExpiry' alone as its trigger.",
                "{\"lifetimeActions\":[{\"trigger\":{\"timeBeforeExpiry\":\"P7D\"},\"action\":{\"type\":\"Notify\"}},{\"trigger\":{\"timeBeforeExpiry\":\"P7D\"},\"action\":{\"type\":\"Notify\"}}]} | Property 'lifetimeActions' has action Notify more than once.",
                "{\"lifetimeActions\":[{\"trigger\":{\"timeAfterCreate\":\"P7D\"},\"action\":{\"type\":\"Rotate\"}},{\"trigger\":{\"timeAfterCreate\":\"P7D\"},\"action\":{\"type\":\"rotate\"}}]} | Property 'lifetimeActions' has action Rotate more than once.",
                "{\"lifetimeActions\":[{\"trigger\":{\"timeAfterCreate\":\"90D\"},\"action\":{\"type\":\"Rotate\"}}]} | Property 'timeAfterCreate' has invalid value '90D'.",
                "{\"attributes\":{\"expiryTime\":\"\"}} | Property 'expiryTime' has invalid value ''.",
                "{\"attributes\":{\"expiryTime\":28}} | Property 'attributes.expiryTime' must be a string.",
                "{\"attributes\":{\"expiryTime\":\"P27D\"}} | Property 'attributes.expiryTime' has invalid value 'P27D': it must be from 28 days to 36500 days long.",
            })
    void a_body_that_is_no_policy(String body, String message) {
        server.keepEc("signing");

        assertRefused(server, server.send("PUT", POLICY, body), 400, "BadParameter", message);

        assertThat(server.get(POLICY).body()).isEqualTo(UNSET);
    }

    @Test
    void a_disabled_key_is_not_rotated() {
        server.keepEc("signing");
        server.patch("/keys/signing" + VERSION, "{\"attributes\":{\"enabled\":false}}");

        Wire.Answer answer = server.post("/keys/signing/rotate" + VERSION, "");

        assertRefused(
                server,
                answer,
                403,
                "Forbidden",
                "Operation rotate is not allowed on a disabled key.");
        assertThat(answer.body()).contains("\"innererror\":{\"code\":\"KeyDisabled\"}");
    }

    @ParameterizedTest
    @CsvSource({"POST, rotate", "GET, rotationpolicy", "PUT, rotationpolicy"})
    void a_version_of_the_interface_before_7_3_has_no_rotation(String method, String word) {
        server.keepEc("signing");

        assertThat(server.send(method, "/keys/signing/" + word + "?api-version=7.2", "").status())
                .isEqualTo(404);
        assertThat(server.send(method, "/keys/signing/" + word + "?api-version=7.3", "{}").status())
                .isEqualTo(200);
    }
}
