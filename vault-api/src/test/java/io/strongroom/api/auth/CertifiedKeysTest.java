package io.strongroom.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.strongroom.core.crypto.InMemoryKeyProvider;
import io.strongroom.core.crypto.InMemoryKeyReleaser;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CertifiedKeysTest {
    private static final byte[] CERTIFICATE =
            new InMemoryKeyReleaser(new InMemoryKeyProvider()).certificate();

    @Test
    void a_key_is_read_from_its_certificate() throws Exception {
        String set =
                "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k\",\"x5c\":[\"%s\"]}]}"
                        .formatted(Base64.getEncoder().encodeToString(CERTIFICATE));

        RSAKey read = (RSAKey) JWKSet.parse(CertifiedKeys.completed(set)).getKeyByKeyId("k");

        X509Certificate certificate =
                (X509Certificate)
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(CERTIFICATE));
        assertThat(read.toRSAPublicKey()).isEqualTo(certificate.getPublicKey());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"keys\":[]}",
                "{\"keys\":[7]}",
                "{\"keys\":[{\"kty\":\"RSA\"}]}",
                "{\"keys\":[{\"kty\":\"RSA\",\"x5c\":[]}]}",
                "{\"keys\":[{\"kty\":\"RSA\",\"x5c\":[\"AAAA\"]}]}",
                "{\"keys\":[{\"kty\":\"EC\",\"x5c\":[\"AAAA\"]}]}",
                "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQ\",\"e\":\"AQAB\"}]}",
            })
    void other_key_sets_stay_as_they_are(String set) throws ParseException {
        assertThat(CertifiedKeys.completed(set)).isEqualTo(set);
    }

    @Test
    void what_is_no_json_is_no_key_set() {
        assertThatThrownBy(() -> CertifiedKeys.completed("<html>"))
                .isInstanceOf(ParseException.class);
    }
}
