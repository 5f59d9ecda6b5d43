package io.strongroom.core.state;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CanonicalReaderTest {

    @Test
    void every_field_is_read_as_it_was_written() {
        Instant time = Instant.parse("2026-03-01T12:00:00Z");
        UUID id = UUID.randomUUID();
        CanonicalReader reader =
                reader(bytes ->
                        bytes.bytes(new byte[] {1, -1})
                                .bytes(new byte[0])
                                .text("日本 😀")
                                .text("")
                                .number(Long.MIN_VALUE)
                                .number(Integer.MAX_VALUE)
                                .flag(true)
                                .flag(false)
                                .id(id)
                                .seconds(time)
                                .seconds(Instant.ofEpochSecond(-1))
                                .texts(List.of("b", "", "a"))
                                .texts(List.of())
                                .texts(Map.of("name", "value", "Ü", ""))
                                .texts(Map.of()));

        assertThat(reader.bytes()).containsExactly(1, -1);
        assertThat(reader.bytes()).isEmpty();
        assertThat(reader.text()).isEqualTo("日本 😀");
        assertThat(reader.text()).isEmpty();
        assertThat(reader.number()).isEqualTo(Long.MIN_VALUE);
        assertThat(reader.smallNumber()).isEqualTo(Integer.MAX_VALUE);
        assertThat(reader.flag()).isTrue();
        assertThat(reader.flag()).isFalse();
        assertThat(reader.id()).isEqualTo(id);
        assertThat(reader.seconds()).isEqualTo(time);
        assertThat(reader.seconds()).isEqualTo(Instant.ofEpochSecond(-1));
        assertThat(reader.texts()).containsExactly("b", "", "a");
        assertThat(reader.texts()).isEmpty();
        assertThat(reader.textMap()).isEqualTo(Map.of("name", "value", "Ü", ""));
        assertThat(reader.textMap()).isEmpty();
        reader.requireEnd();
    }

    @Test
    void an_optional_field_is_read_present_and_absent() {
        Instant time = Instant.ofEpochSecond(60);
        CanonicalReader reader =
                reader(bytes -> bytes.text("a").text(null).text("").seconds(time).seconds(null));

        assertThat(reader.optionalText()).isEqualTo("a");
        assertThat(reader.optionalText()).isNull();
        assertThat(reader.optionalText()).isEmpty();
        assertThat(reader.optionalSeconds()).isEqualTo(time);
        assertThat(reader.optionalSeconds()).isNull();
        reader.requireEnd();
    }

    @Test
    void a_field_that_must_be_there_is_not_read_when_absent() {
        assertRefused(bytes -> bytes.text(null), CanonicalReader::text);
        assertRefused(bytes -> bytes.text(null), CanonicalReader::bytes);
        assertRefused(bytes -> bytes.seconds(null), CanonicalReader::seconds);
        assertRefused(bytes -> bytes.text(null), CanonicalReader::number);
        assertRefused(bytes -> bytes.text(null), CanonicalReader::id);
        assertRefused(bytes -> bytes.text(null), CanonicalReader::texts);
        assertRefused(bytes -> bytes.text(null), CanonicalReader::textMap);
    }

    @Test
    void a_field_that_is_missing_is_refused() {
        List<Consumer<CanonicalReader>> fields =
                List.of(
                        CanonicalReader::bytes,
                        CanonicalReader::text,
                        CanonicalReader::number,
                        CanonicalReader::smallNumber,
                        CanonicalReader::flag,
                        CanonicalReader::id,
                        CanonicalReader::seconds,
                        CanonicalReader::texts,
                        CanonicalReader::textMap,
                        CanonicalReader::count,
                        CanonicalReader::optionalText,
                        CanonicalReader::optionalSeconds);

        assertThat(fields).allSatisfy(field -> assertRefused(bytes -> bytes, field));
    }

    @Test
    void a_field_of_another_type_is_refused() {
        assertRefused(bytes -> bytes.text("1234567"), CanonicalReader::number);
        assertRefused(bytes -> bytes.text("123456789"), CanonicalReader::number);
        assertRefused(bytes -> bytes.number(1), CanonicalReader::id);
        assertRefused(bytes -> bytes.id(UUID.randomUUID()), CanonicalReader::number);
        assertRefused(bytes -> bytes.id(UUID.randomUUID()), CanonicalReader::seconds);
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 31, -(1L << 31) - 1, Long.MAX_VALUE, Long.MIN_VALUE})
    void a_number_that_does_not_fit_an_int_is_not_small(long value) {
        assertRefused(bytes -> bytes.number(value), CanonicalReader::smallNumber);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, -1, 256, Long.MIN_VALUE})
    void a_flag_is_one_or_zero(long value) {
        assertRefused(bytes -> bytes.number(value), CanonicalReader::flag);
    }

    @Test
    void a_count_is_how_many_elements_follow() {
        assertThat(reader(bytes -> bytes.number(0)).count()).isZero();
        assertThat(reader(bytes -> bytes.number(1024)).count()).isEqualTo(1024);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Integer.MIN_VALUE, 1L << 31, Long.MIN_VALUE})
    void a_count_is_not_negative(long value) {
        assertRefused(bytes -> bytes.number(value), CanonicalReader::count);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE, 31_556_889_864_403_200L})
    void a_time_that_does_not_exist_is_refused(long seconds) {
        assertRefused(bytes -> bytes.number(seconds), CanonicalReader::seconds);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader(bytes -> bytes.number(seconds)).optionalSeconds());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c3", "c328", "eda080", "f4908080", "c080"})
    void a_text_is_utf_8(String hex) {
        byte[] text = HexFormat.of().parseHex(hex);

        assertRefused(bytes -> bytes.bytes(text), CanonicalReader::text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader(bytes -> bytes.bytes(text)).optionalText());
    }

    @Test
    void a_field_is_not_longer_than_the_document() {
        assertRefusedAfterHead("00000002" + "61", CanonicalReader::text);
        assertRefusedAfterHead("7fffffff", CanonicalReader::bytes);
        assertRefusedAfterHead("7fffffff", CanonicalReader::texts);
        assertRefusedAfterHead("7fffffff", CanonicalReader::textMap);
        assertRefusedAfterHead("000000", CanonicalReader::text);
    }

    @Test
    void a_length_is_not_negative() {
        assertRefusedAfterHead("fffffffe", CanonicalReader::bytes);
        assertRefusedAfterHead("80000000", CanonicalReader::text);
        assertRefusedAfterHead("fffffffe", CanonicalReader::texts);
        assertRefusedAfterHead("fffffffe", CanonicalReader::textMap);
        assertThatIllegalArgumentException().isThrownBy(() -> afterHead("fffffffe").optionalText());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> afterHead("fffffffe").optionalSeconds());
    }

    @Test
    void a_map_has_a_name_once() {
        assertRefusedAfterHead(
                "00000002" + "0000000161" + "0000000131" + "0000000161" + "0000000132",
                CanonicalReader::textMap);
    }

    @Test
    void a_document_ends_where_its_last_field_ends() {
        CanonicalReader reader = reader(bytes -> bytes.text("a").text("b"));
        reader.text();

        assertThatIllegalArgumentException()
                .isThrownBy(reader::requireEnd)
                .withMessage("5 bytes too many");
    }

    @Test
    void a_document_has_a_version_up_to_the_newest_one() {
        byte[] second = new CanonicalBytes("thing/2").text("a").toBytes();

        assertThat(CanonicalReader.of(second, "thing", 2).version()).isEqualTo(2);
        assertThat(CanonicalReader.of(second, "thing", 3).version()).isEqualTo(2);
        assertThat(CanonicalReader.of(second, "thing", 3).text()).isEqualTo("a");
        assertThatThrownBy(() -> CanonicalReader.of(second, "thing", 1))
                .is(refused(Problem.SERVICE_UNAVAILABLE))
                .hasMessageContaining("its format is thing/2, this node reads up to thing/1.");
    }

    private static CanonicalReader reader(Function<CanonicalBytes, CanonicalBytes> fields) {
        byte[] document = fields.apply(new CanonicalBytes("thing/1")).toBytes();
        return CanonicalReader.of(document, "thing", 1);
    }

    private static CanonicalReader afterHead(String hex) {
        String head = HexFormat.of().formatHex(new CanonicalBytes("thing/1").toBytes());
        return CanonicalReader.of(HexFormat.of().parseHex(head + hex), "thing", 1);
    }

    private static void assertRefused(
            Function<CanonicalBytes, CanonicalBytes> fields, Consumer<CanonicalReader> read) {
        CanonicalReader reader = reader(fields);
        assertThatIllegalArgumentException().isThrownBy(() -> read.accept(reader));
    }

    private static void assertRefusedAfterHead(String hex, Consumer<CanonicalReader> read) {
        CanonicalReader reader = afterHead(hex);
        assertThatIllegalArgumentException().isThrownBy(() -> read.accept(reader));
    }
}
