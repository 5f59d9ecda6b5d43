package io.strongroom.core.key;

import static io.strongroom.core.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.strongroom.core.Samples;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.state.CanonicalBytes;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Documents with fields that are valid one by one, but not as those of a key version.
final class MalformedKeyVersionTest {
    private static final KeyVersionDocument KIND = new KeyVersionDocument(Samples.contoso());
    private static final byte[] BLOB = {7, 8, 9};
    private static final KeyHeader HEADER =
            Samples.header(Samples.open(Samples.contoso()), "Signing", new Ec(Curve.P_256));

    @Test
    void a_document_that_was_put_together_by_hand_is_read() {
        byte[] document = document("Signing", MalformedKeyVersionTest::p256, "sign");

        KeyVersion read = KIND.decode(document);

        assertThat(read.wrapped().header()).isEqualTo(HEADER);
        assertThat(read.material().blob()).isEqualTo(BLOB);
        assertThat(read.attributes().operations()).containsExactly(KeyOperation.SIGN);
    }

    @Test
    void a_header_of_another_key_is_refused() {
        byte[] document = document("other", MalformedKeyVersionTest::p256, "sign");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KIND.decode(document))
                .withMessage("a header of another key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-255", "p-256", ""})
    void a_curve_that_does_not_exist_is_refused(String curve) {
        assertMalformed(material ->
                material.text("pair")
                        .text("EC")
                        .text(curve)
                        .bytes(new byte[32])
                        .bytes(new byte[32]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"oct", "ec", ""})
    void a_public_key_of_a_family_that_does_not_exist_is_refused(String family) {
        assertMalformed(material -> material.text("pair").text(family));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sealed", "PAIR", ""})
    void material_in_a_form_that_does_not_exist_is_refused(String form) {
        assertMalformed(material -> material.text(form).bytes(BLOB));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIGN", "exported", ""})
    void an_operation_that_does_not_exist_is_refused(String operation) {
        byte[] document = document("Signing", MalformedKeyVersionTest::p256, operation);

        assertThatIllegalArgumentException().isThrownBy(() -> KIND.decode(document));
    }

    private static void assertMalformed(UnaryOperator<CanonicalBytes> material) {
        byte[] document = document("Signing", fields -> material.apply(fields).bytes(BLOB), "sign");

        assertThatIllegalArgumentException().isThrownBy(() -> KIND.decode(document));
    }

    private static CanonicalBytes p256(CanonicalBytes document) {
        return document.text("pair")
                .text("EC")
                .text("P-256")
                .bytes(new byte[32])
                .bytes(new byte[32])
                .bytes(BLOB);
    }

    /// A document of a key version with the header of the key "Signing".
    private static byte[] document(
            String name, UnaryOperator<CanonicalBytes> material, String operation) {
        CanonicalBytes document =
                new CanonicalBytes("key-version/1").text(name).bytes(HEADER.encoded());
        return material.apply(document)
                .text("HSM")
                .flag(true)
                .seconds(null)
                .seconds(null)
                .seconds(NOW)
                .seconds(NOW)
                .texts(List.of(operation))
                .texts(Map.of())
                .number(1)
                .number(1)
                .toBytes();
    }
}
