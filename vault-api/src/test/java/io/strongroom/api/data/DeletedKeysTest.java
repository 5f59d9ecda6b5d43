package io.strongroom.api.data;

import static io.strongroom.api.data.Refusal.assertRefused;
import static io.strongroom.api.data.VaultServer.BASE;
import static io.strongroom.api.data.VaultServer.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.key.KeyVersion;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Deleting, recovering and purging keys on the wire.
final class DeletedKeysTest {
    private static final long NOW = Samples.NOW.getEpochSecond();
    private static final long PURGE = NOW + 90 * 86_400;
    private static final String DELETION =
            "\"recoveryId\":\"%s/deletedkeys/signing\",\"deletedDate\":%d,\"scheduledPurgeDate\":%d,"
                    .formatted(BASE, NOW, PURGE);

    private final VaultServer server = new VaultServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_deleted_key_is_its_bundle_with_what_is_known_of_the_deletion() {
        server.keepEc("signing");
        String bundle = server.get("/keys/signing" + VERSION).body();

        Wire.Answer deleted = server.send("DELETE", "/keys/signing" + VERSION, "");

        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.body()).isEqualTo("{" + DELETION + bundle.substring(1));
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_DELETE);
        assertThat(server.get("/deletedkeys/signing" + VERSION).body()).isEqualTo(deleted.body());
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_GET_DELETED);
    }

    @Test
    void deleted_keys_are_listed_with_what_is_known_of_the_deletion() {
        server.keepEc("signing");
        server.keepEc("other");
        server.send("DELETE", "/keys/signing" + VERSION, "");

        assertThat(server.get("/deletedkeys?api-version=7.4").body())
                .isEqualTo(
                        """
                        {"value":[{%s"kid":"%s/keys/signing","attributes":{"enabled":true,"created":%d,"updated":%d,\
                        "recoveryLevel":"Recoverable+Purgeable","recoverableDays":90,"exportable":false},\
                        "tags":{"owner":"payments"}}],"nextLink":null}\
                        """
                                .formatted(DELETION, BASE, NOW, NOW));
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_LIST_DELETED);
        assertThat(server.get("/keys" + VERSION).body()).doesNotContain("signing");
    }

    @Test
    void a_long_list_of_deleted_keys_goes_on_at_its_next_link() {
        IntStream.range(0, 3)
                .forEach(i -> {
                    server.keepEc("key-" + i);
                    server.send("DELETE", "/keys/key-" + i + VERSION, "");
                });

        String first = server.get("/deletedkeys?maxresults=2&api-version=7.6").body();

        String link = BASE + "/deletedkeys?api-version=7.6&$skiptoken=";
        assertThat(first).contains("\"nextLink\":\"" + link);
        String next = first.substring(first.indexOf(link) + BASE.length(), first.length() - 2);
        assertThat(server.get(next).body()).contains("/keys/key-2\"", "\"nextLink\":null");
    }

    @Test
    void a_recovered_key_is_its_bundle() {
        server.keepEc("signing");
        String bundle = server.get("/keys/signing" + VERSION).body();
        server.send("DELETE", "/keys/signing" + VERSION, "");

        Wire.Answer recovered = server.post("/deletedkeys/signing/recover" + VERSION, "");

        assertThat(recovered.status()).isEqualTo(200);
        assertThat(recovered.body()).isEqualTo(bundle);
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_RECOVER);
        assertThat(server.get("/keys/signing" + VERSION).body()).isEqualTo(bundle);
    }

    @Test
    void a_purge_has_an_answer_without_a_body() {
        server.keepEc("signing");
        server.send("DELETE", "/keys/signing" + VERSION, "");

        Wire.Answer purged = server.send("DELETE", "/deletedkeys/signing" + VERSION, "");

        assertThat(purged.status()).isEqualTo(204);
        assertThat(purged.body()).isEmpty();
        assertThat(purged.header("Content-Type")).isEmpty();
        assertThat(purged.header("Content-Length")).isEmpty();
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_PURGE);
        assertThat(server.recorded().outcome().status()).isEqualTo(204);
        assertRefused(
                server,
                server.get("/deletedkeys/signing" + VERSION),
                404,
                "KeyNotFound",
                "Deleted Key not found: signing");
    }

    @Test
    void a_deleted_key_is_not_found_by_any_version() {
        KeyVersion version = server.keepEc("signing");
        server.send("DELETE", "/keys/signing" + VERSION, "");

        for (String path : List.of("signing", "signing/" + version.id())) {
            assertRefused(
                    server,
                    server.get("/keys/" + path + VERSION),
                    404,
                    "KeyNotFound",
                    "A key with (name/id) %s was not found in this key vault. If you recently deleted this key you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182"
                            .formatted(path));
        }
        assertThat(server.get("/keys/signing/versions" + VERSION).body())
                .isEqualTo("{\"value\":[],\"nextLink\":null}");
    }

    @Test
    void the_name_of_a_deleted_key_cannot_be_used_again() {
        server.keepEc("signing");
        server.send("DELETE", "/keys/signing" + VERSION, "");

        Wire.Answer refused = server.post("/keys/signing/create" + VERSION, "{\"kty\":\"EC\"}");

        assertThat(refused.body())
                .isEqualTo(
                        "{\"error\":{\"code\":\"Conflict\",\"message\":\"Key signing is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the key can only be recovered or purged.\",\"innererror\":{\"code\":\"ObjectIsDeletedButRecoverable\"}}}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(server.recorded().outcome().signature())
                .isEqualTo("ObjectIsDeletedButRecoverable");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/deletedkeys/signing|Deleted Key not found: signing",
                "DELETE|/deletedkeys/signing|Deleted Key not found: signing",
                "POST|/deletedkeys/signing/recover|A key with (name/id) signing was not found in this key vault. If you recently deleted this key you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182",
                "GET|/deletedkeys/none|Deleted Key not found: none",
                "DELETE|/deletedkeys/none|Deleted Key not found: none",
                "POST|/deletedkeys/none/recover|A key with (name/id) none was not found in this key vault. If you recently deleted this key you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182",
            })
    void what_is_not_deleted_is_not_found(String method, String path, String message) {
        server.keepEc("signing");

        assertRefused(server, server.send(method, path + VERSION, ""), 404, "KeyNotFound", message);
    }

    @Test
    void a_version_cannot_be_deleted_alone() {
        KeyVersion version = server.keepEc("signing");

        Wire.Answer refused = server.send("DELETE", "/keys/signing/" + version.id() + VERSION, "");

        assertThat(refused.status()).isEqualTo(405);
        assertThat(server.get("/keys/signing" + VERSION).status()).isEqualTo(200);
    }

    @Test
    void the_first_version_of_the_interface_shows_no_deleted_keys() {
        server.keepEc("signing");
        String bundle = server.get("/keys/signing?api-version=2015-06-01").body();

        assertThat(server.send("DELETE", "/keys/signing?api-version=2015-06-01", "").body())
                .isEqualTo(bundle);
        assertThat(server.get("/deletedkeys/signing?api-version=2015-06-01").status())
                .isEqualTo(404);
        assertThat(server.get("/deletedkeys/signing?api-version=2016-10-01").status())
                .isEqualTo(200);
    }

    @Test
    void a_stranger_learns_nothing_of_a_deleted_key() {
        server.keepEc("signing");
        server.send("DELETE", "/keys/signing" + VERSION, "");
        String token = "Bearer " + server.fabrikam.token("admin");

        for (String path : List.of("/deletedkeys", "/deletedkeys/signing", "/deletedkeys/none")) {
            assertThat(server.send("GET", path + VERSION, VaultServer.HOST, token, "").status())
                    .isEqualTo(401);
        }
        String theirs = "fabrikam-demo.vault.localhost:8443";
        server.installation.policies(
                Samples.FABRIKAM_VAULT, Samples.policy(Samples.ADMIN, VaultServer.onObjects()));
        assertThat(server.send("GET", "/deletedkeys" + VERSION, theirs, token, "").body())
                .isEqualTo("{\"value\":[],\"nextLink\":null}");
        assertThat(server.send("GET", "/deletedkeys/signing" + VERSION, theirs, token, "").status())
                .isEqualTo(404);
    }
}
