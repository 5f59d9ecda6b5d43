package io.strongroom.pkcs11.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EcEncodingTest {

    @ParameterizedTest
    @EnumSource
    void parameters_are_the_curves_object_identifier(Curve curve) throws IOException {
        assertThat(EcEncoding.parameters(curve))
                .isEqualTo(SECNamedCurves.getOID(curve.secgName()).getEncoded());
    }

    @ParameterizedTest
    @EnumSource
    void a_point_is_read_bare_and_in_an_octet_string(Curve curve) throws IOException {
        byte[] point = point(curve);

        EcPublicKey bare = EcEncoding.point(curve, point);

        assertThat(EcEncoding.point(curve, new DEROctetString(point).getEncoded())).isEqualTo(bare);
        assertThat(bare.x()).containsOnly(7);
        assertThat(bare.y()).containsOnly(9);
        assertThat(EcEncoding.point(bare)).isEqualTo(point);
    }

    @ParameterizedTest
    @EnumSource
    void what_is_no_point_of_the_curve_is_refused(Curve curve) {
        byte[] point = point(curve);
        byte[] compressed = point.clone();
        compressed[0] = 2;

        assertThatThrownBy(() -> EcEncoding.point(curve, compressed))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> EcEncoding.point(curve, Arrays.copyOf(point, point.length + 1)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> EcEncoding.point(curve, Arrays.copyOf(point, 10)))
                .isInstanceOf(IllegalStateException.class);
    }

    private static byte[] point(Curve curve) {
        byte[] point = new byte[1 + 2 * curve.fieldBytes()];
        point[0] = 4;
        Arrays.fill(point, 1, 1 + curve.fieldBytes(), (byte) 7);
        Arrays.fill(point, 1 + curve.fieldBytes(), point.length, (byte) 9);
        return point;
    }
}
