package io.strongroom.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.api.http.AddressSettings;
import io.strongroom.api.http.Addresses;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AudiencesTest {

    @ParameterizedTest
    @CsvSource({
        "8443, https://vault.localhost:8443, true",
        "8443, https://vault.localhost:8443/, true",
        "8443, https://vault.localhost, true",
        "8443, https://vault.localhost/, true",
        "8443, https://vault.localhost:443, false",
        "8443, https://vault.localhost:9443, false",
        "8443, https://vault.localhost//, false",
        "8443, https://localhost:8443, false",
        "8443, http://vault.localhost, false",
        "443, https://vault.localhost, true",
        "443, https://vault.localhost:443, true",
        "443, https://vault.localhost:443/, true",
        "443, https://vault.localhost:8443, false",
    })
    void a_token_for_the_vaults_may_leave_out_the_port(
            int port, String audience, boolean accepted) {
        assertThat(audiences(Plane.DATA, port).accept(audience)).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({
        "8443, https://localhost:8443, true",
        "8443, https://management.localhost:8443/, true",
        "8443, https://localhost, false",
        "8443, https://vault.localhost:8443, false",
        "8443, https://vault.localhost, false",
        "443, https://localhost, true",
        "443, https://login.localhost:443, true",
        "443, https://vault.localhost, false",
    })
    void a_token_for_the_control_plane_names_a_host_and_its_port(
            int port, String audience, boolean accepted) {
        assertThat(audiences(Plane.CONTROL, port).accept(audience)).isEqualTo(accepted);
    }

    @Test
    void refusals_name_the_resource_as_it_is_dialled() {
        assertThat(audiences(Plane.DATA, 8443).named())
                .containsExactly("https://vault.localhost:8443");
        assertThat(audiences(Plane.DATA, 443).named()).containsExactly("https://vault.localhost");
    }

    private static Audiences audiences(Plane plane, int port) {
        return Audiences.of(
                plane,
                new Addresses(new AddressSettings("vault.localhost", port, List.of(), null), 8443));
    }
}
