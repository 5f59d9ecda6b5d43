package io.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.identity.DisplayName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RecordEncodingTest {
    private static final byte[] BEFORE = RecordEncoding.hash(new byte[] {1});
    private static final String EXAMPLE_ID = "7f3c0d52-8f0e-4d3a-9a55-0d5f6d1b2c3e";

    @Test
    void an_event_comes_back_as_it_was() {
        AuditEvent event = Events.signature(Events.CONTOSO);

        RecordedEvent recorded =
                RecordEncoding.decode(RecordEncoding.encode(event, "node-1", 42, BEFORE));

        assertThat(recorded.event()).isEqualTo(event);
        assertThat(recorded.node()).isEqualTo("node-1");
        assertThat(recorded.sequence()).isEqualTo(42);
        assertThat(recorded.previousHash()).isEqualTo(BEFORE);
    }

    @Test
    void what_is_absent_stays_absent() {
        AuditEvent event = Events.unrecognised();

        byte[] record = RecordEncoding.encode(event, "node-1", 1, RecordEncoding.NO_HASH);

        assertThat(RecordEncoding.decode(record).event()).isEqualTo(event);
    }

    @Test
    void the_hash_is_sha_256_of_the_record() {
        byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);

        // FIPS 180-4, example of SHA-256
        assertThat(RecordEncoding.hash(abc))
                .asHexString()
                .isEqualToIgnoringCase(
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        byte[] record = RecordEncoding.encode(Events.unrecognised(), "n", 1, BEFORE);
        assertThat(RecordEncoding.decode(record).hash()).isEqualTo(RecordEncoding.hash(record));
    }

    @Test
    void details_are_written_in_one_order() {
        AuditEvent event = withDetails(Map.of("b", "2", "a", "1", "é", "3", "ab", "4"));

        byte[] record = RecordEncoding.encode(event, "n", 1, BEFORE);

        assertThat(RecordEncoding.decode(record).event()).isEqualTo(event);
        String tail = new String(record, StandardCharsets.UTF_8);
        assertThat(tail).containsPattern("(?s)a...\\x011.*ab...\\x014.*b...\\x012.*é...\\x013");
    }

    @Test
    void names_may_hold_any_character() {
        AuditEvent event = withDetails(Map.of("name", "\0 é € 𝄞 �"));

        byte[] record = RecordEncoding.encode(event, "knöten", 1, BEFORE);

        assertThat(RecordEncoding.decode(record).event()).isEqualTo(event);
        assertThat(RecordEncoding.decode(record).node()).isEqualTo("knöten");
    }

    @Test
    void a_record_that_ends_too_early_is_refused() {
        byte[] record = RecordEncoding.encode(Events.signature(Events.CONTOSO), "n", 1, BEFORE);

        assertRefusedAtEachLength(record);
        assertRefusedAtEachLength(endingWith("name".getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertRefusedAtEachLength(byte[] record) {
        for (int length = 0; length < record.length; length++) {
            byte[] cut = Arrays.copyOf(record, length);
            assertThatThrownBy(() -> RecordEncoding.decode(cut))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void bytes_after_the_end_are_refused() {
        byte[] record = RecordEncoding.encode(Events.unrecognised(), "n", 1, BEFORE);

        assertThatThrownBy(() -> RecordEncoding.decode(Arrays.copyOf(record, record.length + 1)))
                .hasMessageContaining("1 bytes after the end");
    }

    @Test
    void another_format_is_refused() {
        byte[] record = RecordEncoding.encode(Events.unrecognised(), "n", 1, BEFORE);
        for (int format : new int[] {0, 3, 255}) {
            record[0] = (byte) format;
            assertThatThrownBy(() -> RecordEncoding.decode(record))
                    .hasMessageContaining("format " + format);
        }
    }

    @Test
    void the_display_name_follows_everything_else() {
        AuditEvent event = Events.signature(Events.CONTOSO, EXAMPLE_ID);
        AuditEvent named = named(event, "Ünal");

        byte[] record = RecordEncoding.encode(named, "node-1", 1, RecordEncoding.NO_HASH);

        assertThat(RecordEncoding.decode(record).event()).isEqualTo(named);
        byte[] unnamed = RecordEncoding.encode(event, "node-1", 1, RecordEncoding.NO_HASH);
        unnamed[0] = 2;
        assertThat(HexFormat.of().formatHex(record))
                .isEqualTo(HexFormat.of().formatHex(unnamed) + "00000005" + "c39c6e616c");
    }

    @Test
    void a_record_without_a_name_has_the_format_that_it_always_had() {
        byte[] record = RecordEncoding.encode(Events.signature(Events.CONTOSO), "n", 1, BEFORE);

        assertThat(record[0]).isEqualTo((byte) 1);
        assertThat(RecordEncoding.decode(record).event().caller())
                .isEqualTo(Events.caller(Events.CONTOSO));
    }

    @Test
    void a_name_that_no_writer_writes_is_refused() {
        for (String name : List.of("", "x".repeat(129), "a\nb", "a\0b")) {
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> RecordEncoding.decode(endingWith(utf8)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("display name");
        }
        assertThatThrownBy(() -> RecordEncoding.decode(endingWith(new byte[] {(byte) 0xFF})))
                .hasMessageContaining("UTF-8");
    }

    @Test
    void the_name_of_no_caller_is_refused() {
        byte[] record = RecordEncoding.encode(Events.unrecognised(), "n", 1, BEFORE);
        byte[] named = Arrays.copyOf(record, record.length + 5);
        named[0] = 2;
        named[named.length - 2] = 1;
        named[named.length - 1] = 'x';

        assertThatThrownBy(() -> RecordEncoding.decode(named)).hasMessageContaining("no caller");
    }

    @Test
    void text_that_is_not_utf_8_is_refused() {
        byte[] record = RecordEncoding.encode(Events.unrecognised(), "n", 1, BEFORE);
        record[5] = (byte) 0xFF; // the node's name

        assertThatThrownBy(() -> RecordEncoding.decode(record)).hasMessageContaining("UTF-8");
    }

    @Test
    void an_operation_of_a_later_version_is_unknown_here() {
        AuditEvent event = Events.signature(Events.CONTOSO);
        byte[] record = RecordEncoding.encode(event, "n", 1, BEFORE);
        byte[] name = "KeySign".getBytes(StandardCharsets.UTF_8);
        int place = new String(record, StandardCharsets.ISO_8859_1).indexOf("KeySign");
        record[place + name.length - 1] = 'x';

        assertThat(RecordEncoding.decode(record).event().action()).isEqualTo(Action.UNKNOWN);
        assertThat(RecordDecoding.parse(record).columns().operation()).isEqualTo("KeySigx");
    }

    @Test
    void the_worked_example_of_the_documentation_is_true() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "audit-format.md"));

        byte[] record =
                RecordEncoding.encode(
                        Events.signature(Events.CONTOSO, EXAMPLE_ID),
                        "node-1",
                        1,
                        RecordEncoding.NO_HASH);

        assertThat(HexFormat.of().formatHex(record)).isEqualTo(exampleBytes(page));
        assertThat(page).contains(HexFormat.of().formatHex(RecordEncoding.hash(record)));
    }

    /// The hexadecimal digits of the table's rows, one after the other.
    private static String exampleBytes(String page) {
        return Pattern.compile("(?m)^\\| `([0-9a-f ]+)` \\|")
                .matcher(page)
                .results()
                .map((MatchResult row) -> row.group(1).replace(" ", ""))
                .collect(Collectors.joining());
    }

    /// A signature's record of format 2 that ends with these bytes instead of `name`.
    private static byte[] endingWith(byte[] name) {
        byte[] record =
                RecordEncoding.encode(
                        named(Events.signature(Events.CONTOSO), "name"), "n", 1, BEFORE);
        int end = record.length - 4 - "name".length();
        return ByteBuffer.allocate(end + 4 + name.length)
                .put(record, 0, end)
                .putInt(name.length)
                .put(name)
                .array();
    }

    private static AuditEvent named(AuditEvent event, String name) {
        return new AuditEvent(
                event.action(),
                event.request(),
                event.target(),
                Events.caller(Events.CONTOSO).named(new DisplayName(name)),
                event.outcome(),
                event.duration(),
                event.details());
    }

    private static AuditEvent withDetails(Map<String, String> details) {
        AuditEvent event = Events.signature(Events.CONTOSO);
        return new AuditEvent(
                event.action(),
                event.request(),
                event.target(),
                event.caller(),
                event.outcome(),
                event.duration(),
                details);
    }
}
