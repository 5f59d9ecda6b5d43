package io.strongroom.api.arm;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.InMemoryInstallation;
import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.vault.Vault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

class ControlOperationsTest {
    private final ControlSlice slice = new ControlSlice();

    @Test
    void a_body_that_cannot_be_rendered_is_recorded_as_a_failure() {
        ControlSlice.Answer answer =
                rendering(() -> {
                    throw new IllegalStateException("a bug");
                });

        assertFailed(answer);
        assertThat(slice.installation.trail.last().caller()).isEqualTo(Samples.contosoAdmin());
    }

    @Test
    void json_that_cannot_be_written_is_recorded_as_a_failure() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);

        assertFailed(rendering(() -> endless));
    }

    @Test
    void an_error_is_recorded_as_a_failure() {
        assertFailed(
                rendering(() -> {
                    throw new StackOverflowError();
                }));
    }

    @Test
    void what_changes_all_the_time_is_a_conflict_as_resource_manager_names_it() {
        slice.serve(new Changing(slice.operations, slice.installation));

        ControlSlice.Answer answer = slice.send("GET", "/changing", "contoso-admin", null);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("ConflictError");
        assertThat(slice.installation.trail.events())
                .extracting(AuditEvent::outcome)
                .containsOnly(Outcome.DROPPED);
    }

    @Test
    void a_failure_outside_of_an_operation_is_recorded() {
        slice.serve(
                new Failing(() -> {
                    throw new IllegalStateException("a bug");
                }));

        assertFailed(slice.send("GET", "/failing", "contoso-admin", null));
    }

    @Test
    void an_error_outside_of_an_operation_is_recorded() {
        slice.serve(
                new Failing(() -> {
                    throw new StackOverflowError();
                }));

        assertFailed(slice.send("GET", "/failing", "contoso-admin", null));
    }

    @Test
    void what_spring_security_denies_is_403_and_recorded_with_its_caller() {
        slice.serve(
                new Failing(() -> {
                    throw new AccessDeniedException("no");
                }));

        ControlSlice.Answer answer = slice.send("GET", "/failing", "contoso-app", null);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("AuthorizationFailed");
        AuditEvent event = slice.installation.trail.last();
        assertThat(event.action()).isEqualTo(Action.VAULT_LIST);
        assertThat(event.caller()).isEqualTo(Samples.contosoApp());
        assertThat(event.outcome().status()).isEqualTo(403);
    }

    private ControlSlice.Answer rendering(Supplier<@Nullable Object> rendered) {
        slice.serve(new Rendering(slice.operations, _ -> rendered.get()));
        return slice.send("GET", "/rendering", "contoso-admin", null);
    }

    private void assertFailed(ControlSlice.Answer answer) {
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.code()).isEqualTo("InternalServerError");
        assertThat(answer.message()).isEqualTo("An internal error occurred.");
        assertThat(slice.installation.trail.events()).hasSize(1);
        AuditEvent event = slice.installation.trail.last();
        assertThat(event.action()).isEqualTo(Action.VAULT_LIST);
        assertThat(event.outcome().status()).isEqualTo(500);
    }

    @RestController
    record Rendering(ControlOperations operations, Function<String, @Nullable Object> rendering) {
        @GetMapping("/rendering")
        @Recorded(Action.VAULT_LIST)
        void render(ControlExchange exchange) throws IOException {
            operations.answer(exchange, _ -> Decided.answer("done"), rendering);
        }
    }

    @RestController
    record Changing(ControlOperations operations, InMemoryInstallation installation) {
        @GetMapping("/changing")
        @Recorded(Action.VAULT_LIST)
        void change(ControlExchange exchange) throws IOException {
            operations.answer(
                    exchange,
                    visit -> {
                        Vault vault = installation.vault(Samples.CONTOSO_VAULT).vault();
                        visit.evidence().rely(vault.guard());
                        installation.policies(Samples.CONTOSO_VAULT);
                        return Decided.answer("done");
                    },
                    result -> result);
        }
    }

    @RestController
    record Failing(Runnable failure) {
        @GetMapping("/failing")
        @Recorded(Action.VAULT_LIST)
        void fail(ControlExchange exchange) {
            assertThat(exchange.path()).isEqualTo("/failing");
            failure.run();
        }
    }
}
