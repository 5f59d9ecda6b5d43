package io.strongroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerCertificateTest {
    private static final String NOT_ITS_KEY = "does not belong to the private key";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "-keyalg RSA -keysize 2048",
        "-keyalg EC -groupname secp256r1",
        "-keyalg EC -groupname secp384r1",
        "-keyalg Ed25519"
    })
    void a_certificate_comes_with_its_own_key(String algorithm) throws Exception {
        KeyStore one = store("one", algorithm.split(" "));
        KeyStore two = store("two", algorithm.split(" "));

        assertThatCode(() -> read(one)).doesNotThrowAnyException();
        assertThatThrownBy(() -> read(mixed(one, two)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(NOT_ITS_KEY);
    }

    @Test
    void keys_of_two_kinds_are_no_pair() throws Exception {
        KeyStore ec = store("ec");
        KeyStore rsa = store("rsa", "-keyalg", "RSA", "-keysize", "2048");
        KeyStore large = store("large", "-keyalg", "EC", "-groupname", "secp384r1");

        for (KeyStore other : List.of(rsa, large)) {
            assertThatThrownBy(() -> read(mixed(ec, other))).hasMessageContaining(NOT_ITS_KEY);
            assertThatThrownBy(() -> read(mixed(other, ec))).hasMessageContaining(NOT_ITS_KEY);
        }
    }

    @Test
    void a_store_without_a_key_is_refused() throws Exception {
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        empty.setCertificateEntry("server", certificate(store("one")));

        assertThatThrownBy(() -> read(empty))
                .isInstanceOf(StartException.class)
                .hasMessage("the TLS certificate: there is no private key for it");
    }

    @Test
    void a_certificate_is_good_from_its_first_to_its_last_second() throws Exception {
        ServerCertificate certificate = read(store("one", "-validity", "30"));
        Instant last = certificate.expiry();
        Instant first = last.minus(Duration.ofDays(30));

        assertThatCode(() -> certificate.requireValid(first)).doesNotThrowAnyException();
        assertThatCode(() -> certificate.requireValid(last)).doesNotThrowAnyException();
        assertThatThrownBy(() -> certificate.requireValid(last.plusSeconds(1)))
                .isInstanceOf(StartException.class)
                .hasMessage("the TLS certificate expired at " + last + ": renew it");
        assertThatThrownBy(() -> certificate.requireValid(first.minusSeconds(1)))
                .isInstanceOf(StartException.class)
                .hasMessage(
                        "the TLS certificate is not valid before "
                                + first
                                + ": check the clock of this host");
    }

    @Test
    void the_days_that_are_left_are_counted_in_fractions() throws Exception {
        ServerCertificate certificate = read(store("one"));
        Instant expiry = certificate.expiry();

        assertThat(certificate.daysLeft(expiry.minus(Duration.ofHours(36))))
                .isCloseTo(1.5, within(0.001));
        assertThat(certificate.daysLeft(expiry.plus(Duration.ofDays(1))))
                .isCloseTo(-1, within(0.001));
    }

    @Test
    void hosts_that_it_does_not_cover_are_named() throws Exception {
        ServerCertificate certificate = read(store("one"));

        assertThat(
                        certificate.uncovered(
                                List.of(
                                        "*.vault.localhost",
                                        "localhost",
                                        "Management.LOCALHOST",
                                        "127.0.0.1")))
                .isEmpty();
        assertThat(
                        certificate.uncovered(
                                List.of(
                                        "*.vault.other.test",
                                        "a.b.localhost",
                                        "acme.test",
                                        "127.0.0.2")))
                .containsExactly("*.vault.other.test", "a.b.localhost", "acme.test", "127.0.0.2");
    }

    private KeyStore store(String name, String... options) throws Exception {
        return TestTls.keyStore(folder.resolve(name), options);
    }

    private static ServerCertificate read(KeyStore store) throws Exception {
        return ServerCertificate.of(store, TestTls.PASSWORD);
    }

    private static Certificate certificate(KeyStore store) throws Exception {
        return Objects.requireNonNull(store.getCertificate("server"));
    }

    /// The certificate of one store with the key of another.
    private static KeyStore mixed(KeyStore certificates, KeyStore keys) throws Exception {
        KeyStore mixed = KeyStore.getInstance("PKCS12");
        mixed.load(null, null);
        Key key = Objects.requireNonNull(keys.getKey("server", TestTls.PASSWORD));
        mixed.setKeyEntry(
                "server", key, TestTls.PASSWORD, new Certificate[] {certificate(certificates)});
        return mixed;
    }
}
