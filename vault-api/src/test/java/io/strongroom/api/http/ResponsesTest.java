package io.strongroom.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ResponsesTest {

    @Test
    void a_refusal_is_written_as_azure_writes_it() {
        assertThat(text(new VaultException(Problem.KEY_DISABLED, "No \"sign\".")))
                .isEqualTo(
                        "{\"error\":{\"code\":\"Forbidden\",\"message\":\"No \\\"sign\\\".\",\"innererror\":{\"code\":\"KeyDisabled\"}}}");
        assertThat(text(new VaultException(Problem.KEY_NOT_FOUND, "Gone.")))
                .isEqualTo("{\"error\":{\"code\":\"KeyNotFound\",\"message\":\"Gone.\"}}");
    }

    private static String text(VaultException refusal) {
        return new String(Responses.body(refusal), StandardCharsets.UTF_8);
    }
}
