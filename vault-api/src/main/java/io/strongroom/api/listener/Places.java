package io.strongroom.api.listener;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Counts the connections and the incomplete TLS handshakes of each remote address, and refuses
/// those beyond a limit. Guarded by its monitor.
final class Places {
    private static final int IPV6_BYTES = 16;
    private static final int NETWORK_BYTES = 8;

    private final ConnectionSettings settings;
    private final List<AddressRange> unlimited;
    private final Map<InetAddress, Occupied> occupied = new HashMap<>();
    private final Map<Limit, Long> refused = new EnumMap<>(Limit.class);

    Places(ConnectionSettings settings) {
        this.settings = settings;
        unlimited = settings.unlimited().stream().map(AddressRange::parse).toList();
    }

    /// What a refused connection was beyond.
    enum Limit {
        CONNECTIONS,
        HANDSHAKES
    }

    private record Occupied(int connections, int handshakes) {
        static final Occupied NOTHING = new Occupied(0, 0);

        Occupied plus(int connections, int handshakes) {
            return new Occupied(this.connections + connections, this.handshakes + handshakes);
        }
    }

    /// Takes a place for a connection whose handshake has not begun.
    ///
    /// @return empty if the address has as many connections or handshakes as it may have
    Optional<Place> take(InetAddress address) {
        if (unlimited.stream().anyMatch(range -> range.contains(address))) {
            return Optional.of(new Place(null));
        }
        InetAddress network = network(address);
        return occupy(network) ? Optional.of(new Place(network)) : Optional.empty();
    }

    private synchronized boolean occupy(InetAddress network) {
        Occupied now = occupied.getOrDefault(network, Occupied.NOTHING);
        if (now.connections() >= settings.perAddress()) {
            refused.merge(Limit.CONNECTIONS, 1L, Long::sum);
            return false;
        }
        if (now.handshakes() >= settings.handshakesPerAddress()) {
            refused.merge(Limit.HANDSHAKES, 1L, Long::sum);
            return false;
        }
        occupied.put(network, now.plus(1, 1));
        return true;
    }

    private synchronized void free(InetAddress network, int connections, int handshakes) {
        occupied.computeIfPresent(
                network,
                (_, now) -> {
                    Occupied rest = now.plus(-connections, -handshakes);
                    return rest.connections() == 0 ? null : rest;
                });
    }

    /// Number of connections that were refused.
    synchronized long refused(Limit limit) {
        return refused.getOrDefault(limit, 0L);
    }

    /// Number of addresses that have connections and are limited.
    synchronized int addresses() {
        return occupied.size();
    }

    private static InetAddress network(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == IPV6_BYTES) {
            Arrays.fill(bytes, NETWORK_BYTES, IPV6_BYTES, (byte) 0);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an IP address has 4 or 16 bytes", e);
        }
    }

    /// The place of one connection. Safe for use by several threads.
    final class Place {
        private final @Nullable InetAddress network;
        private boolean handshaking = true;
        private boolean taken = true;

        /// @param network null if it is not limited
        private Place(@Nullable InetAddress network) {
            this.network = network;
        }

        /// The TLS handshake is complete, or the connection has none.
        synchronized void handshakeCompleted() {
            if (network != null && handshaking) {
                handshaking = false;
                free(network, 0, 1);
            }
        }

        /// The connection is closed.
        synchronized void leave() {
            if (network != null && taken) {
                taken = false;
                free(network, 1, handshaking ? 1 : 0);
                handshaking = false;
            }
        }
    }
}
