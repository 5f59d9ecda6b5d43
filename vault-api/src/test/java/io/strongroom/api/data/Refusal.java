package io.strongroom.api.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Samples;
import io.strongroom.core.audit.Outcome;

/// What a refusal of an authenticated caller looks like, in the answer and in the record.
final class Refusal {
    private Refusal() {}

    static void assertRefused(
            VaultServer server, Wire.Answer answer, int status, String code, String message) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body())
                .startsWith(
                        "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"".formatted(code, message));
        Outcome outcome = server.recorded().outcome();
        assertThat(outcome.status()).isEqualTo(status);
        assertThat(outcome.description()).isEqualTo(message);
        assertThat(server.recorded().caller()).isNotNull();
    }

    /// Azure's message for a caller without a right.
    ///
    /// @param principal the caller's object id
    /// @param right such as `keys sign`
    static String withoutRight(String principal, String right) {
        return "The user, group or application 'appid=client-of-%s;oid=%s;numgroups=0;iss=https://login.localhost/%s/v2.0' does not have %s permission on key vault 'contoso-demo;location=local'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287"
                .formatted(principal, principal, Samples.CONTOSO, right);
    }
}
