package io.strongroom.api.http;

import static io.strongroom.core.Refused.refused;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonBodyTest {

    @Test
    void members_are_asked_for_by_type() {
        JsonObject body =
                object(
                        "{\"text\":\"x\",\"flag\":true,\"number\":7,\"none\":null,\"texts\":[\"a\"],"
                                + "\"map\":{\"b\":\"2\",\"a\":\"1\"},\"objects\":[{\"n\":-9223372036854775808}]}");

        assertThat(body.text("text")).isEqualTo("x");
        assertThat(body.flag("flag")).isTrue();
        assertThat(body.number("number")).isEqualTo(7);
        assertThat(body.texts("texts")).containsExactly("a");
        assertThat(body.textMap("map")).isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(body.objects("objects"))
                .singleElement()
                .satisfies(each -> assertThat(each.number("n")).isEqualTo(Long.MIN_VALUE));
        assertThat(body.has("none")).isFalse();
        assertThat(body.text("none")).isNull();
        assertThat(body.text("absent")).isNull();
        assertThat(body.names()).contains("none", "map");
    }

    @Test
    void another_type_is_refused_with_the_members_path() {
        JsonObject a = requireNonNull(object("{\"a\":{\"b\":[{\"c\":1}]}}").object("a"));
        JsonObject first = requireNonNull(a.objects("b")).getFirst();

        assertThatThrownBy(() -> first.text("c"))
                .is(refused(400))
                .hasMessage("Property 'a.b[0].c' must be a string.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "{",
                "[]",
                "\"x\"",
                "{}x",
                "{}{}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":1,}",
                "{\"a\":1}/**/",
                "{\"a\":\"\n\"}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"a\":100000000000000000000000000000000}",
                "\uFEFF\u0000{}",
            })
    void what_is_no_json_object_is_refused(String text) {
        assertThatThrownBy(() -> object(text))
                .is(refused(400))
                .hasMessage("The request body is not a valid JSON object.");
    }

    @Test
    void bytes_that_are_no_utf_8_are_refused() {
        byte[] latin = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] wide = "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE);

        assertThatThrownBy(() -> JsonBody.object(latin)).is(refused(400));
        assertThatThrownBy(() -> JsonBody.object(wide)).is(refused(400));
    }

    @Test
    void names_have_at_most_512_characters() {
        assertThat(object("{\"" + "n".repeat(512) + "\":1}").names()).hasSize(1);
        assertThatThrownBy(() -> object("{\"" + "n".repeat(5120) + "\":1}")).is(refused(400));
    }

    private static JsonObject object(String text) {
        return JsonBody.object(text.getBytes(StandardCharsets.UTF_8));
    }
}
