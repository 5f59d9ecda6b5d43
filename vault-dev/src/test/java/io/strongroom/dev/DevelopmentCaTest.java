package io.strongroom.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentCaTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir private Path folder;

    @Test
    void the_server_certificate_covers_every_address_of_the_contract() throws Exception {
        DevelopmentCa ca = DevelopmentCa.prepare(folder, at(NOW));

        assertThat(read(ca.serverCertificate()).getSubjectAlternativeNames())
                .extracting(name -> name.get(1).toString())
                .containsExactly(
                        "localhost",
                        "*.vault.localhost",
                        "*.localhost",
                        "management.localhost",
                        "login.localhost",
                        "127.0.0.1");
    }

    @Test
    void the_authority_signed_the_server_certificate() throws Exception {
        DevelopmentCa ca = DevelopmentCa.prepare(folder, at(NOW));

        X509Certificate authority = read(ca.certificate());
        read(ca.serverCertificate()).verify(authority.getPublicKey());
        assertThat(authority.getBasicConstraints()).isZero();
        assertThat(read(ca.serverCertificate()).getBasicConstraints()).isEqualTo(-1);
    }

    @Test
    void a_second_start_keeps_the_certificates() throws Exception {
        DevelopmentCa ca = DevelopmentCa.prepare(folder, at(NOW));
        byte[] authority = Files.readAllBytes(ca.certificate());
        byte[] server = Files.readAllBytes(ca.serverCertificate());

        DevelopmentCa.prepare(folder, at(NOW.plus(Duration.ofDays(300))));

        assertThat(ca.certificate()).hasBinaryContent(authority);
        assertThat(ca.serverCertificate()).hasBinaryContent(server);
    }

    @Test
    void a_server_certificate_near_its_end_is_renewed_by_the_same_authority() throws Exception {
        DevelopmentCa ca = DevelopmentCa.prepare(folder, at(NOW));
        byte[] authority = Files.readAllBytes(ca.certificate());
        Instant late = NOW.plus(Duration.ofDays(380));

        DevelopmentCa.prepare(folder, at(late));

        assertThat(ca.certificate()).hasBinaryContent(authority);
        assertThat(read(ca.serverCertificate()).getNotAfter())
                .isAfter(late.plus(Duration.ofDays(300)));
    }

    @Test
    void a_server_certificate_without_all_names_is_renewed() throws Exception {
        DevelopmentCa ca = DevelopmentCa.prepare(folder, at(NOW));
        Files.copy(ca.certificate(), ca.serverCertificate(), StandardCopyOption.REPLACE_EXISTING);

        DevelopmentCa.prepare(folder, at(NOW));

        assertThat(read(ca.serverCertificate()).getSubjectAlternativeNames()).hasSize(6);
    }

    @Test
    void only_the_owner_reads_the_keys() throws Exception {
        DevelopmentCa ca = DevelopmentCa.prepare(folder, at(NOW));

        for (Path key : new Path[] {ca.serverKey(), folder.resolve("ca.key")}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
        }
    }

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    private static X509Certificate read(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
