package io.strongroom.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class JsonOutTest {

    @Test
    void members_and_elements_are_separated() {
        JsonOut out = new JsonOut(1).object().name("a").number(-1).name("b").array();
        out.text("x").flag(true).none().object().endObject().array().endArray().endArray();
        out.name("c").object().name("d").base64Url(new byte[] {-1, -2}).endObject();

        assertThat(text(out.endObject()))
                .isEqualTo("{\"a\":-1,\"b\":[\"x\",true,null,{},[]],\"c\":{\"d\":\"__4\"}}");
    }

    @Test
    void any_text_reads_back_as_it_was() {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c < 0x3000; c++) {
            all.append((char) c);
        }
        all.append("😀\uFFFF\u2028").appendCodePoint(0x10FFFF);

        String json = text(new JsonOut(16).object().name("x\"").text(all.toString()).endObject());

        assertThat(JsonMapper.shared().readTree(json).get("x\"").stringValue())
                .isEqualTo(all.toString());
    }

    @Test
    void half_a_surrogate_pair_is_escaped() {
        assertThat(text(new JsonOut(1).text("a\uD83D"))).isEqualTo("\"a\\ud83d\"");
        assertThat(text(new JsonOut(1).text("\uDE00b"))).isEqualTo("\"\\ude00b\"");
    }

    private static String text(JsonOut out) {
        return new String(out.finish(), StandardCharsets.UTF_8);
    }
}
