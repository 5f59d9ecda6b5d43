package io.strongroom.api.data;

import static io.strongroom.api.data.Refusal.assertRefused;
import static io.strongroom.api.data.VaultServer.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Backing up and restoring keys on the wire.
final class KeyBackupWireTest {
    private final VaultServer server = new VaultServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_backup_is_a_value_that_a_restore_takes() {
        String bundle = server.post("/keys/signing/create" + VERSION, "{\"kty\":\"EC\"}").body();

        Wire.Answer backup = server.post("/keys/signing/backup" + VERSION, "");

        assertThat(backup.status()).isEqualTo(200);
        assertThat(backup.body()).matches("\\{\"value\":\"[A-Za-z0-9_-]+\"}");
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_BACKUP);
        assertThat(server.recorded().target().object()).isEqualTo("signing");
        purge("signing");

        Wire.Answer restored = server.post("/keys/restore" + VERSION, backup.body());

        assertThat(restored.status()).isEqualTo(200);
        assertThat(restored.body()).isEqualTo(bundle);
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_RESTORE);
        assertThat(server.recorded().target().object()).isEqualTo("signing");
        assertThat(server.get("/keys/signing" + VERSION).body()).isEqualTo(bundle);
    }

    @Test
    void a_backup_does_not_replace_a_key() {
        server.post("/keys/signing/create" + VERSION, "{\"kty\":\"EC\"}");
        String backup = server.post("/keys/signing/backup" + VERSION, "").body();

        assertRefused(
                server,
                server.post("/keys/restore" + VERSION, backup),
                409,
                "Conflict",
                "Key signing already exists in this vault, and a backup does not replace a key.");

        server.send("DELETE", "/keys/signing" + VERSION, "");
        Wire.Answer deleted = server.post("/keys/restore" + VERSION, backup);
        assertThat(deleted.status()).isEqualTo(409);
        assertThat(deleted.body())
                .contains("\"innererror\":{\"code\":\"ObjectIsDeletedButRecoverable\"}");
    }

    /// What Azure answers to the same request, by the recordings of its SDK for Java.
    @Test
    void a_malformed_backup_is_refused_as_azure_does() {
        Wire.Answer refused =
                server.post("/keys/restore?api-version=7.4", "{\"value\":\"bm9uLWV4aXN0aW5n\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body())
                .isEqualTo(
                        "{\"error\":{\"code\":\"Malformed backup blob\",\"message\":\"Backup blob is corrupt.\"}}");
        assertThat(server.recorded().outcome().signature()).isEqualTo("Malformed backup blob");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|Property 'value' is required.",
                "{\"value\":null}|Property 'value' is required.",
                "{\"value\":1}|Property 'value' must be a string.",
                "{\"value\":\"!\"}|Property 'value' is not base64url.",
                "[]|The request body is not a valid JSON object.",
                "''|The request body is missing.",
            })
    void a_body_without_a_backup_is_refused(String body, String message) {
        assertRefused(
                server, server.post("/keys/restore" + VERSION, body), 400, "BadParameter", message);
    }

    @Test
    void other_members_of_the_body_mean_nothing() {
        server.post("/keys/signing/create" + VERSION, "{\"kty\":\"EC\"}");
        String backup = server.post("/keys/signing/backup" + VERSION, "").body();
        purge("signing");

        String body = backup.replace("{", "{\"other\":{\"a\":[1]},");
        assertThat(server.post("/keys/restore" + VERSION, body).status()).isEqualTo(200);
    }

    @Test
    void a_body_of_6_mib_is_the_largest() {
        String backup = "{\"value\":\"%s\"}".formatted("A".repeat(4 * 1_500_000));
        String largest = backup + " ".repeat(6 * 1024 * 1024 - backup.length());

        for (String body : List.of(largest, largest.substring(0, largest.length() - 1))) {
            assertThat(server.post("/keys/restore" + VERSION, body).body())
                    .contains("Backup blob is corrupt.");
        }
        assertRefused(
                server,
                server.post("/keys/restore" + VERSION, largest + " "),
                413,
                "RequestBodyTooLarge",
                "The request body is larger than 6291456 bytes.");
    }

    @Test
    void a_caller_without_the_right_sends_no_body() {
        server.allow();

        assertRefused(
                server,
                server.post("/keys/restore" + VERSION, "no json"),
                403,
                "Forbidden",
                Refusal.withoutRight("app", "keys restore"));
    }

    @Test
    void a_key_may_be_named_restore() {
        server.keepEc("restore");

        assertThat(server.get("/keys/restore" + VERSION).status()).isEqualTo(200);
        assertThat(server.post("/keys/restore/backup" + VERSION, "").status()).isEqualTo(200);
    }

    @Test
    void a_key_that_is_not_there_has_no_backup() {
        assertThat(server.post("/keys/none/backup" + VERSION, "").status()).isEqualTo(404);
        assertThat(server.get("/keys/none/backup" + VERSION).status()).isEqualTo(405);
    }

    @Test
    void a_foreign_tenant_gets_no_backup_and_restores_none() {
        server.post("/keys/signing/create" + VERSION, "{\"kty\":\"EC\"}");
        String backup = server.post("/keys/signing/backup" + VERSION, "").body();
        String token = "Bearer " + server.fabrikam.token("admin");
        server.installation.policies(
                Samples.FABRIKAM_VAULT, Samples.policy(Samples.ADMIN, VaultServer.onObjects()));

        assertThat(
                        server.send(
                                        "POST",
                                        "/keys/signing/backup" + VERSION,
                                        VaultServer.HOST,
                                        token,
                                        "")
                                .status())
                .isEqualTo(401);
        Wire.Answer theirs =
                server.send(
                        "POST",
                        "/keys/restore" + VERSION,
                        "fabrikam-demo.vault.localhost:8443",
                        token,
                        backup);
        assertThat(theirs.status()).isEqualTo(400);
        assertThat(theirs.body())
                .isEqualTo(
                        "{\"error\":{\"code\":\"Malformed backup blob\",\"message\":\"Cannot decrypt backup blob.\"}}");
    }

    private void purge(String name) {
        server.send("DELETE", "/keys/" + name + VERSION, "");
        server.send("DELETE", "/deletedkeys/" + name + VERSION, "");
    }
}
