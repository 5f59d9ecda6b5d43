package io.strongroom.api.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.crypto.SecretBytes;
import org.junit.jupiter.api.Test;

final class WebhookSignatureTest {

    /// `printf '1772366400.[{"id":"1"}]' | openssl dgst -sha256 -hmac
    /// 0123456789abcdef0123456789abcdef`
    @Test
    void it_is_the_hmac_of_timestamp_and_body() {
        WebhookSignature signature =
                new WebhookSignature(
                        SecretBytes.of("0123456789abcdef0123456789abcdef".getBytes(UTF_8)));

        assertThat(signature.of(1_772_366_400, "[{\"id\":\"1\"}]".getBytes(UTF_8)))
                .isEqualTo("v1=e23d23d1f3d9afac310ce97cfd8cd15ac2047523d1ae27fe3bc2dbc462c7a8bc");
    }
}
