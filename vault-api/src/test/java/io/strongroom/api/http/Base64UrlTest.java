package io.strongroom.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Base64UrlTest {

    @Test
    void it_writes_and_reads_as_the_jdk_does() {
        Random random = new Random(7);
        for (int length = 0; length < 200; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            String padded = Base64.getUrlEncoder().encodeToString(bytes);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

            assertThat(Base64Url.encode(bytes)).isEqualTo(text);
            assertThat(Base64Url.encodedLength(length)).isEqualTo(text.length());
            assertThat(Base64Url.decode(text)).isEqualTo(bytes);
            assertThat(Base64Url.decode(padded)).isEqualTo(bytes);
            assertThat(Base64Url.decode(Base64.getEncoder().encodeToString(bytes)))
                    .isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "AAAAA",
                "=",
                "==",
                "====",
                "A===",
                "AA=",
                "AAA==",
                "AA=A",
                "AAAA=",
                "AA ",
                "A\nA",
                "é",
                "AA-*",
                "\u0000\u0000"
            })
    void what_is_no_base64_is_not_read(String text) {
        assertThat(Base64Url.decode(text)).isNull();
    }

    @Test
    void it_works_in_the_middle_of_buffers() {
        char[] text = "xxAQIDxx".toCharArray();
        assertThat(Base64Url.decode(text, 2, 4)).containsExactly(1, 2, 3);

        byte[] out = "--------".getBytes(StandardCharsets.US_ASCII);
        assertThat(Base64Url.encode(new byte[] {1, 2, 3}, out, 2)).isEqualTo(6);
        assertThat(new String(out, StandardCharsets.US_ASCII)).isEqualTo("--AQID--");
    }
}
