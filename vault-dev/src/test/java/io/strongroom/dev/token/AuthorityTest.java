package io.strongroom.dev.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorityTest {
    private static final UUID TENANT = UUID.fromString("11111111-1111-4111-8111-111111111111");

    @ParameterizedTest
    @CsvSource({
        "443, localhost, https://localhost",
        "443, localhost:443, https://localhost",
        "443, login.localhost:443, https://login.localhost",
        "443, elsewhere, https://localhost",
        "443, , https://localhost",
        "8443, localhost:8443, https://localhost:8443",
        "8443, LOGIN.localhost:8443, https://login.localhost:8443",
        "8443, localhost:443, https://localhost:8443",
    })
    void the_address_is_the_one_dialled_without_the_default_port(
            int port, @Nullable String host, String address) {
        assertThat(new Authority(port).dialled(host)).isEqualTo(address);
    }

    @Test
    void no_issuer_has_the_default_port() {
        assertThat(new Authority(443).issuers(Set.of(TENANT)).keySet())
                .contains(
                        "https://localhost/" + TENANT + "/",
                        "https://localhost/" + TENANT + "/v2.0")
                .noneMatch(issuer -> issuer.contains(":443"));
    }
}
