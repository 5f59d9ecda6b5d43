package io.strongroom.api.data;

import static io.strongroom.api.data.VaultServer.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Samples;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.crypto.PublicKeyMaterial;
import io.strongroom.core.crypto.PublicKeyOperations;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.permission.Right;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What happens while an operation runs.
final class DataPlaneTest {
    private static final String VERIFY =
            "{\"alg\":\"ES256\",\"digest\":\"%s\",\"value\":\"AA\"}".formatted("A".repeat(43));
    private final Meanwhile meanwhile = new Meanwhile();
    private final VaultServer server = new VaultServer(meanwhile);
    private final KeyVersion key =
            server.keep(
                    Samples.ec256Key(server.installation.vault(Samples.CONTOSO_VAULT), "signing"));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_bug_tells_nothing_and_is_recorded() {
        meanwhile.happens =
                () -> {
                    throw new IllegalStateException("detail");
                };

        Wire.Answer answer = server.post("/keys/signing//verify" + VERSION, VERIFY);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"error\":{\"code\":\"InternalServerError\",\"message\":\"An internal error occurred.\"}}");
        assertThat(answer.header("x-ms-request-id"))
                .contains(server.recorded().request().correlationId());
        assertThat(server.recorded().outcome()).isEqualTo(Outcome.failure());
    }

    @Test
    void a_result_is_dropped_when_the_key_changes_and_the_request_runs_again() {
        meanwhile.happens =
                () -> {
                    meanwhile.happens = () -> {};
                    server.installation.store.commit(
                            server.installation.keys.replace(key, Samples.disabled(key)));
                };

        Wire.Answer answer = server.post("/keys/signing//verify" + VERSION, VERIFY);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("\"innererror\":{\"code\":\"KeyDisabled\"}");
        List<AuditEvent> events = server.installation.trail.events();
        assertThat(events).hasSize(2);
        assertThat(events.getFirst().outcome()).isEqualTo(Outcome.DROPPED);
        assertThat(events.getLast().outcome().signature()).isEqualTo("KeyDisabled");
    }

    @Test
    void a_request_that_runs_again_has_its_body_still() {
        meanwhile.happens =
                () -> {
                    meanwhile.happens = () -> {};
                    server.allow(Right.KEYS_VERIFY);
                };

        assertThat(server.post("/keys/signing//verify" + VERSION, VERIFY).body())
                .isEqualTo("{\"value\":true}");
        assertThat(server.records()).isEqualTo(2);
    }

    @Test
    void while_no_records_are_taken_nothing_is_answered() {
        server.installation.trail.close();

        Wire.Answer answer = server.get("/keys" + VERSION);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).contains("2");
        assertThat(answer.body()).contains("\"code\":\"ServiceUnavailable\"");

        server.installation.trail.reopen();
        assertThat(server.get("/keys" + VERSION).status()).isEqualTo(200);
    }

    @Test
    void an_answer_that_cannot_be_recorded_does_not_leave() {
        server.installation.trail.lose();

        Wire.Answer answer = server.get("/keys" + VERSION);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).doesNotContain("value");
    }

    @Test
    void one_request_is_one_record() {
        for (int i = 1; i <= 3; i++) {
            server.get("/keys" + VERSION);
            assertThat(server.records()).isEqualTo(i);
        }
    }

    /// Something happens before the answer.
    private static final class Meanwhile implements PublicKeyOperations {
        private volatile Runnable happens = () -> {};

        @Override
        public boolean verify(
                PublicKeyMaterial key,
                SignatureAlgorithm algorithm,
                byte[] digest,
                byte[] signature) {
            happens.run();
            return digest.length == 32 && signature.length == 1;
        }

        @Override
        public byte[] encrypt(PublicKeyMaterial key, RsaEncryption algorithm, byte[] plaintext) {
            throw new UnsupportedOperationException();
        }
    }
}
