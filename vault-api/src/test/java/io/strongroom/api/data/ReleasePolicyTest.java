package io.strongroom.api.data;

import static io.strongroom.api.data.Refusal.assertRefused;
import static io.strongroom.api.data.VaultServer.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.api.http.Base64Url;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.key.KeyVersion;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReleasePolicyTest {
    private static final String POLICY = policy("https://attest.example");
    private static final String OTHER = policy("https://other.example");
    private final VaultServer server = new VaultServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA-HSM", "EC-HSM", "oct-HSM"})
    void a_key_of_the_hsm_can_be_made_to_be_released(String type) {
        Wire.Answer made = create(type, true, wire(POLICY, ""));

        assertThat(made.status()).as(made.body()).isEqualTo(200);
        assertThat(made.body())
                .contains("\"exportable\":true")
                .endsWith(
                        "\"release_policy\":{\"contentType\":\"application/json; charset=utf-8\",\"data\":\"%s\",\"immutable\":false}}"
                                .formatted(encoded(POLICY)));
        assertThat(stored().exportable()).isTrue();
        assertThat(server.get("/keys/made" + VERSION).body()).isEqualTo(made.body());
    }

    @Test
    void an_imported_key_can_be_made_to_be_released() {
        Wire.Answer made =
                server.send(
                        "PUT",
                        "/keys/made" + VERSION,
                        "{\"key\":{\"kty\":\"oct-HSM\",\"k\":\"AyM1SysPpbyDfgZld3umjw\"},\"attributes\":{\"exportable\":true},\"release_policy\":"
                                + wire(POLICY, "")
                                + "}");

        assertThat(made.body()).contains("\"exportable\":true", "\"release_policy\"");
    }

    @Test
    void a_key_that_is_made_without_is_not_exportable() {
        assertThat(server.post("/keys/made/create" + VERSION, "{\"kty\":\"EC-HSM\"}").body())
                .contains("\"exportable\":false")
                .doesNotContain("release_policy");
        assertThat(stored().exportable()).isFalse();
    }

    @Test
    void a_policy_appears_with_the_version_that_brought_it() {
        create("EC-HSM", true, wire(POLICY, ""));

        assertThat(server.get("/keys/made?api-version=7.2").body())
                .doesNotContain("exportable", "release_policy");
        assertThat(server.get("/keys/made?api-version=7.3").body())
                .contains("exportable", "release_policy");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EC|true|P|Only a key whose type ends in -HSM can be exportable.",
                "EC-HSM|true|null|AKV.SKR.1004: Exportable keys must have release policy.",
                "EC-HSM|false|P|Only an exportable key can have a release policy.",
                "EC-HSM|true|{\"data\":\"%%\"}|Property 'release_policy.data' is not UTF-8 text in base64url.",
                "EC-HSM|true|{\"data\":\"_w\"}|Property 'release_policy.data' is not UTF-8 text in base64url.",
                "EC-HSM|true|{\"data\":\"\"}|Property 'release_policy.data' is required.",
                "EC-HSM|true|{\"data\":\"e30\"}|The release policy is not valid: its 'version' is not 1.0.0.",
                "EC-HSM|true|{\"contentType\":\"text/plain\",\"data\":\"e30\"}|Property 'release_policy.contentType' has invalid value 'text/plain'.",
                "EC-HSM|true|[]|Property 'release_policy' must be an object.",
            })
    void a_key_that_cannot_be_made(String type, boolean exportable, String policy, String message) {
        Wire.Answer answer =
                create(type, exportable, policy.equals("P") ? wire(POLICY, "") : policy);

        assertRefused(server, answer, 400, "BadParameter", message);
    }

    @Test
    void a_policy_is_changed_until_it_is_immutable() {
        create("EC-HSM", true, wire(POLICY, ""));

        assertThat(update(wire(OTHER, "")).body()).contains(encoded(OTHER), "\"immutable\":false");
        assertThat(update(wire(POLICY, ",\"immutable\":true")).body())
                .contains(encoded(POLICY), "\"immutable\":true");
        for (String change :
                new String[] {
                    wire(OTHER, ",\"immutable\":true"), wire(POLICY, ",\"immutable\":false")
                }) {
            assertRefused(
                    server,
                    update(change),
                    400,
                    "BadParameter",
                    "The release policy is immutable.");
        }
        assertThat(update(wire(POLICY, ",\"immutable\":true")).status()).isEqualTo(200);
        assertThat(server.patch("/keys/made" + VERSION, "{\"tags\":{}}").body())
                .contains(encoded(POLICY), "\"immutable\":true");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_a_key_was_made_for_cannot_be_changed(boolean exportable) {
        create("EC-HSM", exportable, exportable ? wire(POLICY, "") : "null");

        assertRefused(
                server,
                server.patch(
                        "/keys/made" + VERSION,
                        "{\"attributes\":{\"exportable\":" + !exportable + "}}"),
                400,
                "BadParameter",
                "Property 'attributes.exportable' cannot be changed.");
        assertThat(
                        server.patch(
                                        "/keys/made" + VERSION,
                                        "{\"attributes\":{\"exportable\":" + exportable + "}}")
                                .status())
                .isEqualTo(200);
    }

    @Test
    void a_key_that_is_not_exportable_gets_no_policy() {
        create("EC-HSM", false, "null");

        assertRefused(
                server,
                update(wire(POLICY, "")),
                400,
                "BadParameter",
                "Only an exportable key can have a release policy.");
    }

    @Test
    void only_an_exportable_key_has_the_operation_export() {
        String operations = "{\"key_ops\":[\"sign\",\"export\"]}";
        create("EC-HSM", true, wire(POLICY, ""));
        assertThat(server.patch("/keys/made" + VERSION, operations).body())
                .contains("\"key_ops\":[\"sign\",\"export\"]");
        server.keepEc("plain");

        assertRefused(
                server,
                server.patch("/keys/plain" + VERSION, operations),
                400,
                "BadParameter",
                "Key operation 'export' is not supported for this key type.");
    }

    private Wire.Answer create(String type, boolean exportable, String policy) {
        return server.post(
                "/keys/made/create" + VERSION,
                "{\"kty\":\"%s\",\"attributes\":{\"exportable\":%s},\"release_policy\":%s}"
                        .formatted(type, exportable, policy));
    }

    private Wire.Answer update(String policy) {
        return server.patch("/keys/made" + VERSION, "{\"release_policy\":" + policy + "}");
    }

    private KeyVersion stored() {
        return server.installation
                .keys
                .find(server.vault(), new ObjectName("made"), null, true)
                .orElseThrow()
                .version();
    }

    private static String wire(String policy, String more) {
        return "{\"data\":\"" + encoded(policy) + "\"" + more + "}";
    }

    private static String encoded(String policy) {
        return Base64Url.encode(policy.getBytes(StandardCharsets.UTF_8));
    }

    private static String policy(String authority) {
        return "{\"version\":\"1.0.0\",\"anyOf\":[{\"authority\":\"%s\",\"allOf\":[{\"claim\":\"c\",\"equals\":\"1\"}]}]}"
                .formatted(authority);
    }
}
