package io.strongroom.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicFilesTest {
    @TempDir private Path home;

    @BeforeEach
    void writeTwice() throws Exception {
        DevelopmentCa ca = DevelopmentCa.prepare(home.resolve("tls"), Clock.systemUTC());
        PublicFiles.write(home, ca);
        PublicFiles.write(home, ca);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca.pem", "trust.p12"})
    void everybody_can_read_what_makes_them_trust(String file) throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(file))))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void the_trust_store_holds_the_certificate_and_nothing_else() throws Exception {
        File file = home.resolve("trust.p12").toFile();

        KeyStore store = KeyStore.getInstance(file, "changeit".toCharArray());

        assertThat(Collections.list(store.aliases()))
                .singleElement()
                .satisfies(
                        alias -> assertThat(store.getCertificate(alias)).isEqualTo(certificate()));
    }

    private Certificate certificate() throws Exception {
        try (var pem = Files.newInputStream(home.resolve("ca.pem"))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }
}
