package io.strongroom.api.listener;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How many connections a remote address may have. An IPv6 address counts as its /64 network,
/// because that is what a single client owns.
///
/// @param perAddress connections
/// @param handshakesPerAddress those of them whose TLS handshake is not complete
/// @param unlimited IP addresses and ranges that are not limited, such as those of a load balancer
@ConfigurationProperties("strongroom.connections")
public record ConnectionSettings(
        @DefaultValue("512") int perAddress,
        @DefaultValue("256") int handshakesPerAddress,
        @DefaultValue List<String> unlimited) {
    public ConnectionSettings {
        requirePositive(perAddress, "per-address");
        requirePositive(handshakesPerAddress, "handshakes-per-address");
        unlimited = List.copyOf(unlimited);
        unlimited.forEach(AddressRange::parse);
    }

    private static void requirePositive(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "strongroom.connections.%s is %d: at least 1".formatted(name, value));
        }
    }
}
