package io.strongroom.core.crypto;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.Samples;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.state.CanonicalBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyHeaderDecodingTest {
    private static final VaultId VAULT = new VaultId(new TenantId(new UUID(0, 1)), new UUID(0, 2));
    private static final VersionId VERSION = new VersionId(new UUID(0, 3));
    private static final Set<KeyPurpose> SIGN = Set.of(KeyPurpose.SIGN);
    private static final Ec P_256 = new Ec(Curve.P_256);

    static Stream<KeyHeader> headers() {
        return Stream.of(
                        IntStream.of(2048, 3072, 4096).mapToObj(Rsa::new),
                        Arrays.stream(Curve.values()).map(Ec::new),
                        IntStream.of(128, 192, 256).mapToObj(Oct::new))
                .<KeySpec>flatMap(specs -> specs)
                .map(spec -> header("Signing-1", spec, KeyHeader.purposesOf(spec)))
                .flatMap(
                        header -> Stream.of(header, header.restored(header.key(), new UUID(0, 4))));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void a_header_is_read_as_it_was_written(KeyHeader header) {
        KeyHeader read = KeyHeader.decode(header.encoded(), header.key().name());

        assertThat(read).isEqualTo(header);
        assertThat(read.encoded()).isEqualTo(header.encoded());
    }

    @Test
    void a_header_of_an_exchange_key_is_read_and_has_a_format_of_its_own() {
        KeyHeader header = header("a", new Rsa(3072), KeyHeader.EXCHANGE);

        assertThat(KeyHeader.decode(header.encoded(), header.key().name())).isEqualTo(header);
        assertThat(new String(header.encoded(), 4, 12, StandardCharsets.UTF_8))
                .isEqualTo("key-header/3");
    }

    @Test
    void an_exchange_key_has_no_other_purpose() {
        for (KeyPurpose other : List.of(KeyPurpose.SIGN, KeyPurpose.DECRYPT)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> header("a", new Rsa(2048), Set.of(KeyPurpose.IMPORT, other)));
        }
    }

    @Test
    void a_header_without_purposes_is_read() {
        KeyHeader header = header("a", P_256, Set.of());

        assertThat(KeyHeader.decode(header.encoded(), header.key().name())).isEqualTo(header);
    }

    @Test
    void a_read_header_has_the_name_as_it_was_created() {
        KeyHeader header = header("Signing", P_256, SIGN);

        KeyHeader read = KeyHeader.decode(header.encoded(), new ObjectName("sIGNING"));

        assertThat(read.key().name().value()).isEqualTo("sIGNING");
    }

    @Test
    void a_header_of_another_key_is_refused() {
        byte[] encoded = header("a", P_256, SIGN).encoded();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyHeader.decode(encoded, new ObjectName("b")))
                .withMessage("a header of another key");
    }

    @Test
    void a_header_is_read_as_a_whole() {
        byte[] encoded = header("a", P_256, SIGN).encoded();
        ObjectName name = new ObjectName("a");

        for (int length = 0; length < encoded.length; length++) {
            byte[] truncated = Arrays.copyOf(encoded, length);
            assertThatIllegalArgumentException()
                    .as("truncated to %d bytes", length)
                    .isThrownBy(() -> KeyHeader.decode(truncated, name));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> KeyHeader.decode(Arrays.copyOf(encoded, encoded.length + 1), name));
    }

    @Test
    void a_header_of_a_newer_version_is_told_from_an_edited_one() {
        byte[] newer = new CanonicalBytes("key-header/6").toBytes();

        assertThatThrownBy(() -> KeyHeader.decode(newer, new ObjectName("a")))
                .is(refused(Problem.SERVICE_UNAVAILABLE))
                .hasMessage(
                        "A stored key header was written by a newer version of Strongroom: its format is key-header/6, this node reads up to key-header/5. Upgrade this node.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"key-header/0", "key-header/", "key/1", "key-header", ""})
    void a_document_of_another_kind_is_refused(String format) {
        assertRefused(new CanonicalBytes(format).toBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"AES", "rsa", "ec", ""})
    void a_family_that_does_not_exist_is_refused(String family) {
        assertRefused(ending(beginning().text(family).number(2048), "SIGN"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-255", "secp256r1", ""})
    void a_curve_that_does_not_exist_is_refused(String curve) {
        assertRefused(ending(beginning().text("EC").text(curve), "SIGN"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1024, 2049, -2048, 4294969344L})
    void an_rsa_size_that_does_not_exist_is_refused(long bits) {
        assertRefused(ending(beginning().text("RSA").number(bits), "SIGN"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 127, 129, 512, -256, 4294967552L})
    void a_size_of_a_secret_key_that_does_not_exist_is_refused(long bits) {
        assertRefused(ending(beginning().text("oct").number(bits), "SIGN"));
    }

    @Test
    void a_purpose_that_does_not_exist_is_refused() {
        assertRefused(ending(beginning().text("RSA").number(2048), "WRAP"));
    }

    /// All that comes before the specification.
    private static CanonicalBytes beginning() {
        return new CanonicalBytes("key-header/1")
                .id(VAULT.tenant().value())
                .id(VAULT.value())
                .text("a")
                .id(VERSION.value());
    }

    /// All that comes after the specification.
    private static byte[] ending(CanonicalBytes header, String purpose) {
        return header.texts(List.of(purpose))
                .seconds(Samples.NOW)
                .text("local")
                .number(1)
                .toBytes();
    }

    private static void assertRefused(byte[] encoded) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyHeader.decode(encoded, new ObjectName("a")));
    }

    private static KeyHeader header(String name, KeySpec spec, Set<KeyPurpose> purposes) {
        return new KeyHeader(
                new KeyId(VAULT, new ObjectName(name)),
                VERSION,
                spec,
                purposes,
                Samples.NOW,
                new PoolName("eu-1"),
                3);
    }
}
