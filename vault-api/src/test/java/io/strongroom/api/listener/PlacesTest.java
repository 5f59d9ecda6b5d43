package io.strongroom.api.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.api.listener.Places.Limit;
import io.strongroom.api.listener.Places.Place;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacesTest {
    private final Places places =
            new Places(new ConnectionSettings(3, 2, List.of("10.0.0.0/8", "::1")));

    @Test
    void an_address_has_as_many_connections_as_allowed() {
        connected("192.0.2.1");
        connected("192.0.2.1");
        Place third = connected("192.0.2.1");
        assertThat(take("192.0.2.1")).isEmpty();
        assertThat(take("192.0.2.2")).isPresent();
        assertThat(places.refused(Limit.CONNECTIONS)).isEqualTo(1);

        third.leave();
        assertThat(take("192.0.2.1")).isPresent();
    }

    @Test
    void an_address_has_as_many_handshakes_as_allowed() {
        Place first = take("192.0.2.1").orElseThrow();
        assertThat(take("192.0.2.1")).isPresent();
        assertThat(take("192.0.2.1")).isEmpty();
        assertThat(places.refused(Limit.HANDSHAKES)).isEqualTo(1);

        first.handshakeCompleted();
        first.handshakeCompleted();
        assertThat(take("192.0.2.1")).isPresent();
        assertThat(places.refused(Limit.CONNECTIONS)).isZero();
    }

    @Test
    void a_connection_that_is_closed_during_its_handshake_leaves_both_places() {
        for (int i = 0; i < 10; i++) {
            Place place = take("192.0.2.1").orElseThrow();
            place.leave();
            place.leave();
            place.handshakeCompleted();
        }

        assertThat(places.addresses()).isZero();
    }

    @Test
    void nothing_is_kept_of_an_address_without_connections() {
        connected("192.0.2.1").leave();
        assertThat(take("10.0.0.1")).isPresent();

        assertThat(places.addresses()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3", "::1"})
    void an_address_may_be_unlimited(String address) {
        for (int i = 0; i < 10; i++) {
            assertThat(take(address)).isPresent();
        }
    }

    @Test
    void addresses_of_one_ipv6_network_count_together() {
        connected("2001:db8::1");
        connected("2001:db8::ffff:1");
        connected("2001:db8:0:0:8000::");
        assertThat(take("2001:db8::2")).isEmpty();
        assertThat(take("2001:db8:0:1::2")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"0, 1, per-address", "1, 0, handshakes-per-address"})
    void a_limit_is_at_least_one(int connections, int handshakes, String name) {
        assertThatThrownBy(() -> new ConnectionSettings(connections, handshakes, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("strongroom.connections.%s is 0: at least 1", name);
    }

    private Place connected(String address) {
        Place place = take(address).orElseThrow();
        place.handshakeCompleted();
        return place;
    }

    private Optional<Place> take(String address) {
        return places.take(InetAddress.ofLiteral(address));
    }
}
