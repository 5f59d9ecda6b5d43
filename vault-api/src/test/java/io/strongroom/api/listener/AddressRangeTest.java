package io.strongroom.api.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7, 10.0.0.7",
        "10.0.0.0/8, 10.255.255.255",
        "10.0.0.4/31, 10.0.0.5",
        "0.0.0.0/0, 203.0.113.9",
        "2001:db8::/32, 2001:db8:ffff::1",
        "::1, ::1"
    })
    void an_address_within(String range, String address) {
        assertThat(AddressRange.parse(range).contains(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7, 10.0.0.8",
        "10.0.0.0/8, 11.0.0.0",
        "10.0.0.4/31, 10.0.0.6",
        "10.0.0.4/31, 10.0.0.3",
        "0.0.0.0/0, ::1",
        "2001:db8::/32, 2001:db9::",
        "::/0, 10.0.0.1"
    })
    void an_address_outside(String range, String address) {
        assertThat(AddressRange.parse(range).contains(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "balancer",
                "10.0.0.0/",
                "/8",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "10.0.0.1/8",
                "::1/129",
                "10.0.0.0/x"
            })
    void something_else_is_refused(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"%s\" is neither an IP address nor a range such as 10.0.0.0/8", text);
    }
}
