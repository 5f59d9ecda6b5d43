package io.strongroom.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class CanonicalBytesTest {

    @Test
    void fields_are_written_with_their_length_big_endian() {
        byte[] bytes =
                new CanonicalBytes("f/1")
                        .text("é")
                        .number(258)
                        .flag(true)
                        .id(new UUID(1, 2))
                        .seconds(Instant.parse("1970-01-01T00:01:00.999Z"))
                        .text(null)
                        .seconds(null)
                        .texts(List.of("a", ""))
                        .toBytes();

        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo(
                        "00000003662f31"
                                + "00000002c3a9"
                                + "000000080000000000000102"
                                + "000000080000000000000001"
                                + "0000001000000000000000010000000000000002"
                                + "00000008000000000000003c"
                                + "ffffffff"
                                + "ffffffff"
                                + "00000002"
                                + "0000000161"
                                + "00000000");
    }

    @Test
    void different_fields_give_different_bytes() {
        List<UnaryOperator<CanonicalBytes>> writers =
                List.of(
                        b -> b.text("ab").text("c"),
                        b -> b.text("a").text("bc"),
                        b -> b.text("abc").text(""),
                        b -> b.text("abc").text(null),
                        b -> b.text("").text("abc"),
                        b -> b.text(null).text("abc"),
                        b -> b.text("abc"),
                        b -> b.texts(List.of("a", "bc")),
                        b -> b.texts(List.of("ab", "c")),
                        b -> b.texts(List.of("abc")),
                        b -> b.texts(List.of("abc", "")),
                        b -> b.texts(List.of()).texts(List.of("abc")),
                        b -> b.texts(List.of("abc")).texts(List.of()),
                        b -> b.texts(Map.of("a", "bc")),
                        b -> b.texts(Map.of("bc", "a")),
                        b -> b.number(1),
                        b -> b.number(-1),
                        b -> b.flag(false),
                        b -> b.seconds(null),
                        b -> b.id(new UUID(1, 0)),
                        b -> b.id(new UUID(0, 1)),
                        b -> b);

        Set<String> encodings = new TreeSet<>();
        writers.forEach(writer ->
                encodings.add(
                        HexFormat.of()
                                .formatHex(writer.apply(new CanonicalBytes("test/1")).toBytes())));

        assertThat(encodings).hasSameSizeAs(writers);
    }

    @Test
    void formats_are_told_apart() {
        assertThat(new CanonicalBytes("key/1").text("x").toBytes())
                .isNotEqualTo(new CanonicalBytes("key/2").text("x").toBytes());
    }

    @Test
    void the_order_of_a_map_does_not_matter() {
        Map<String, String> forth = new LinkedHashMap<>();
        forth.put("a", "1");
        forth.put("b", "2");
        Map<String, String> back = new LinkedHashMap<>();
        back.put("b", "2");
        back.put("a", "1");

        assertThat(new CanonicalBytes("t").texts(forth).toBytes())
                .isEqualTo(new CanonicalBytes("t").texts(back).toBytes());
    }

    @Test
    void the_order_of_a_list_matters() {
        assertThat(new CanonicalBytes("t").texts(List.of("a", "b")).toBytes())
                .isNotEqualTo(new CanonicalBytes("t").texts(List.of("b", "a")).toBytes());
    }

    @Test
    void bytes_and_the_same_text_are_alike() {
        assertThat(new CanonicalBytes("t").bytes("a".getBytes(UTF_8)).toBytes())
                .isEqualTo(new CanonicalBytes("t").text("a").toBytes());
    }
}
