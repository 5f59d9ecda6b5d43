package io.strongroom.api.data;

import static io.strongroom.api.data.Refusal.assertRefused;
import static io.strongroom.api.data.VaultServer.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Names and versions that are malformed, or of no key.
final class KeyReferenceRefusalsTest {
    private static final String SEE =
            " was not found in this key vault. If you recently deleted this key you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182";
    private static final String DIGEST = "A".repeat(43);
    private static final String SIGN = "{\"alg\":\"ES256\",\"value\":\"" + DIGEST + "\"}";
    private final VaultServer server = new VaultServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_key_that_is_not_there() {
        assertRefused(
                server,
                server.get("/keys/nowhere" + VERSION),
                404,
                "KeyNotFound",
                "A key with (name/id) nowhere" + SEE);
        assertThat(server.recorded().target().object()).isEqualTo("nowhere");
    }

    @Test
    void a_version_that_is_not_there() {
        server.keepEc("signing");
        String version = "0".repeat(32);

        assertRefused(
                server,
                server.post("/keys/signing/" + version + "/sign" + VERSION, SIGN),
                404,
                "KeyNotFound",
                "A key with (name/id) signing/" + version + SEE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "0", "0123456789abcdef0123456789abcdef0", "a%20b"})
    void a_version_that_could_not_be(String version) {
        server.keepEc("signing");

        assertRefused(
                server,
                server.get("/keys/signing/" + version + VERSION),
                404,
                "KeyNotFound",
                "A key with (name/id) signing/" + version.replace("%20", " ") + SEE);
    }

    @ParameterizedTest
    @CsvSource({
        "bad_name, bad_name",
        "bad.name, bad.name",
        "bad%20name, bad name",
        "a%2Fb, a/b",
        "a%00b, a?b",
        "%C3%A9, ?",
        "a%2, a%2",
        "name;v=1, name;v=1",
    })
    void a_name_with_other_characters(String sent, String shown) {
        Wire.Answer answer = server.get("/keys/" + sent + VERSION);
        if (sent.contains("%2F") || sent.contains("%00") || sent.equals("a%2")) {
            // Tomcat itself refuses these
            assertThat(answer.status()).isEqualTo(400);
            return;
        }
        assertRefused(
                server,
                answer,
                400,
                "BadParameter",
                "The request URI contains an invalid name: " + shown);
        assertThat(server.recorded().target().object()).isNull();
    }

    @Test
    void a_name_has_at_most_127_characters() {
        String longest = "n".repeat(127);
        assertThat(server.get("/keys/" + longest + VERSION).status()).isEqualTo(404);

        assertRefused(
                server,
                server.get("/keys/" + longest + "n" + VERSION),
                400,
                "BadParameter",
                "The request URI contains an invalid name: " + longest + "n");
    }
}
