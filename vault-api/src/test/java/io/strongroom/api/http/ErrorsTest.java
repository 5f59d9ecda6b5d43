package io.strongroom.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.VaultException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ErrorsTest {

    @Test
    void a_refusal_is_written_as_azure_writes_it() {
        assertThat(text(new VaultException.Forbidden("KeyDisabled", "No \"sign\".")))
                .isEqualTo(
                        "{\"error\":{\"code\":\"Forbidden\",\"message\":\"No \\\"sign\\\".\",\"innererror\":{\"code\":\"KeyDisabled\"}}}");
        assertThat(text(new VaultException.NotFound("KeyNotFound", "Gone.")))
                .isEqualTo("{\"error\":{\"code\":\"KeyNotFound\",\"message\":\"Gone.\"}}");
    }

    private static String text(VaultException refusal) {
        return new String(Errors.body(refusal), StandardCharsets.UTF_8);
    }
}
