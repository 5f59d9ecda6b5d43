package io.strongroom.api.data;

import static io.strongroom.api.data.Refusal.assertRefused;
import static io.strongroom.api.data.VaultServer.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.api.http.Base64Url;
import io.strongroom.core.audit.Action;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.permission.Right;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HsmFactsTest {
    private final VaultServer server = new VaultServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 127, 128})
    void random_bytes_come_as_asked_for(int count) {
        Wire.Answer answer = server.post("/rng" + VERSION, "{\"count\":" + count + "}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).matches("\\{\"value\":\"[A-Za-z0-9_-]+\"}");
        assertThat(Base64Url.decode(answer.body().substring(10, answer.body().length() - 2)))
                .hasSize(count);
        assertThat(server.recorded().action()).isEqualTo(Action.RANDOM_BYTES_GET);
        assertThat(server.recorded().target().object()).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 129, Long.MAX_VALUE})
    void no_other_number_of_random_bytes_is_given(long count) {
        assertRefused(
                server,
                server.post("/rng" + VERSION, "{\"count\":" + count + "}"),
                400,
                "BadParameter",
                "Property 'count' has invalid value '%d'. It must be from 1 to 128."
                        .formatted(count));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|Property 'count' is required.",
                "{\"count\":null}|Property 'count' is required.",
                "{\"count\":\"8\"}|Property 'count' must be an integer.",
                "{\"count\":8.5}|Property 'count' must be an integer.",
            })
    void a_body_that_asks_for_no_number(String body, String message) {
        assertRefused(server, server.post("/rng" + VERSION, body), 400, "BadParameter", message);
    }

    @Test
    void random_bytes_are_for_those_who_may_read_keys() {
        server.allow(Right.KEYS_LIST);

        assertRefused(
                server,
                server.post("/rng" + VERSION, "{\"count\":8}"),
                403,
                "Forbidden",
                Refusal.withoutRight("app", "keys get"));
    }

    @Test
    void random_numbers_begin_with_their_version() {
        assertThat(server.post("/rng?api-version=7.2", "{\"count\":8}").status()).isEqualTo(404);
        assertThat(server.post("/rng?api-version=7.3", "{\"count\":8}").status()).isEqualTo(200);
    }

    @Test
    void no_key_is_attested_that_the_hsm_does_not_attest() {
        KeyVersion key = server.keepEc("signing");

        for (String path : new String[] {"/keys/signing", "/keys/signing/" + key.id()}) {
            assertRefused(
                    server,
                    server.get(path + "/attestation" + VERSION),
                    400,
                    "BadParameter",
                    "The HSM of this vault does not attest keys.");
            assertThat(server.recorded().action()).isEqualTo(Action.KEY_GET_ATTESTATION);
            assertThat(server.recorded().target().object()).isEqualTo("signing");
        }
    }

    @Test
    void a_key_that_is_not_there_has_no_attestation() {
        assertThat(server.get("/keys/nowhere/attestation" + VERSION).status()).isEqualTo(404);
    }

    @Test
    void an_attestation_begins_with_its_version() {
        server.keepEc("signing");

        assertThat(server.get("/keys/signing/attestation?api-version=7.5").body())
                .contains("\"NotFound\"");
        assertThat(server.get("/keys/signing/attestation?api-version=7.6").body())
                .contains("\"BadParameter\"");
    }
}
