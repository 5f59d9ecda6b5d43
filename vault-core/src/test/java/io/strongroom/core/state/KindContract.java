package io.strongroom.core.state;

import static io.strongroom.core.Refused.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every kind of stored document does.
///
/// @param <T> what the documents are of
public abstract class KindContract<T> {

    /// The kind.
    protected abstract Kind<T> kind();

    /// Examples in which every field has different values: present and absent, empty and with many
    /// elements, with characters beyond ASCII.
    protected abstract List<T> examples();

    /// The example that [#goldenHex] is the document of.
    protected abstract T golden();

    /// The document of [#golden] in version 1, written by hand. It never changes: documents in
    /// every database look like this.
    protected abstract String goldenHex();

    @Test
    void a_value_is_read_as_it_was_written() {
        assertThat(examples())
                .allSatisfy(
                        value -> assertThat(kind().decode(kind().encode(value))).isEqualTo(value));
    }

    @Test
    void what_was_read_is_written_as_the_same_bytes() {
        assertThat(examples())
                .allSatisfy(value -> {
                    byte[] document = kind().encode(value);
                    assertThat(kind().encode(kind().decode(document))).isEqualTo(document);
                });
    }

    @Test
    void different_values_have_different_documents() {
        assertThat(examples().stream().map(kind()::encode).map(HexFormat.of()::formatHex))
                .doesNotHaveDuplicates();
    }

    @Test
    void version_1_is_written_as_ever() {
        assertThat(kind().version(golden())).isEqualTo(1);
        assertThat(HexFormat.of().formatHex(kind().encode(golden()))).isEqualTo(goldenHex());
    }

    @Test
    void version_1_is_read_as_ever() {
        assertThat(kind().decode(HexFormat.of().parseHex(goldenHex()))).isEqualTo(golden());
    }

    @Test
    void a_document_of_another_kind_is_refused() {
        String name = kind().name();

        assertThat(
                        List.of(
                                "other/1",
                                "x" + name + "/1",
                                name + "x/1",
                                name + "-x/1",
                                name.toUpperCase(Locale.ROOT) + "/1",
                                "/1",
                                name,
                                ""))
                .allSatisfy(format ->
                        assertThatIllegalArgumentException()
                                .isThrownBy(() -> kind().decode(withFormat(format)))
                                .withMessage("not a document of kind " + name));
    }

    @Test
    void a_truncated_document_is_refused_at_every_length() {
        assertThat(examples())
                .allSatisfy(value -> {
                    byte[] document = kind().encode(value);
                    for (int length = 0; length < document.length; length++) {
                        byte[] truncated = Arrays.copyOf(document, length);
                        assertThatIllegalArgumentException()
                                .as("truncated to %d of %d bytes", length, document.length)
                                .isThrownBy(() -> kind().decode(truncated));
                    }
                });
    }

    @Test
    void a_document_with_a_byte_too_many_is_refused() {
        assertThat(examples())
                .allSatisfy(value -> {
                    byte[] document = kind().encode(value);
                    assertThatIllegalArgumentException()
                            .isThrownBy(() ->
                                    kind().decode(Arrays.copyOf(document, document.length + 1)))
                            .withMessage("1 bytes too many");
                });
    }

    /// The store tells a malformed document from a bug by what is thrown.
    @Test
    void a_document_with_a_damaged_byte_is_read_or_refused_as_malformed() {
        assertThat(examples())
                .allSatisfy(value -> {
                    byte[] document = kind().encode(value);
                    for (int at = 0; at < document.length; at++) {
                        assertThat(failuresOfDamaged(document, at))
                                .as("byte %d of %d", at, document.length)
                                .isEmpty();
                    }
                });
    }

    /// What is thrown about the document with another byte there, other than that it is malformed.
    private List<RuntimeException> failuresOfDamaged(byte[] document, int at) {
        List<RuntimeException> failures = new ArrayList<>();
        for (int damage : new int[] {0x01, 0x20, 0x80, 0xff}) {
            byte[] damaged = document.clone();
            damaged[at] ^= (byte) damage;
            try {
                kind().decode(damaged);
            } catch (RuntimeException failure) {
                failures.add(failure);
            }
        }
        failures.removeIf(failure ->
                failure instanceof IllegalArgumentException || failure instanceof VaultException);
        return failures;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 900_000})
    void a_document_of_a_newer_version_is_told_from_an_edited_one(int newer) {
        String name = kind().name();
        int version = kind().version() + newer;

        assertThatThrownBy(() -> kind().decode(withFormat(name + "/" + version)))
                .is(refused(Problem.SERVICE_UNAVAILABLE))
                .isNotInstanceOf(VaultException.Integrity.class)
                .hasMessage(
                        "A stored %s was written by a newer version of Strongroom: its format is %s/%d, this node reads up to %s/%d. Upgrade this node.",
                        name.replace('-', ' '), name, version, name, kind().version());
    }

    /// Its fields are not known.
    @Test
    void a_document_of_a_newer_version_may_have_any_fields() {
        byte[] newer =
                new CanonicalBytes(kind().name() + "/" + (kind().version() + 1))
                        .text("a field of tomorrow")
                        .toBytes();

        assertThatThrownBy(() -> kind().decode(newer)).is(refused(Problem.SERVICE_UNAVAILABLE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "00",
                "01",
                "-1",
                "+1",
                " 1",
                "1 ",
                "1.0",
                "1/1",
                "x",
                "1x",
                "٢",
                "\0",
                "1000000",
                "99999999999999999999"
            })
    void a_document_with_a_version_that_cannot_exist_is_refused(String version) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kind().decode(withFormat(kind().name() + "/" + version)))
                .withMessage("a document without a version");
    }

    @Test
    void garbage_is_refused() {
        assertThat(
                        List.of(
                                new byte[0],
                                new byte[4],
                                new byte[1000],
                                new byte[] {-1, -1, -1, -1},
                                "{\"name\": \"a\"}".getBytes(UTF_8)))
                .allSatisfy(garbage ->
                        assertThatIllegalArgumentException()
                                .isThrownBy(() -> kind().decode(garbage)));
    }

    /// The document of the golden example with another format.
    private byte[] withFormat(String format) {
        byte[] document = kind().encode(golden());
        int formatLength = ByteBuffer.wrap(document).getInt();
        byte[] head = new CanonicalBytes(format).toBytes();
        int rest = document.length - Integer.BYTES - formatLength;
        return ByteBuffer.allocate(head.length + rest)
                .put(head)
                .put(document, document.length - rest, rest)
                .array();
    }
}
