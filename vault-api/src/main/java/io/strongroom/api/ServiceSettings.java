package io.strongroom.api;

import io.strongroom.core.vault.LegacyAlgorithms;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// This node, and the installation's locations.
///
/// @param node name of the node in the log, unique in the installation; null for the host's name
/// @param locations that vaults of this installation may have, the default first
/// @param legacyAlgorithms those that keys may be used with in vaults that do not name any
@ConfigurationProperties("strongroom")
record ServiceSettings(
        @Nullable String node,
        @DefaultValue List<String> locations,
        @DefaultValue List<String> legacyAlgorithms) {
    ServiceSettings {
        locations = locations.stream().map(l -> l.toLowerCase(Locale.ROOT)).toList();
        if (locations.isEmpty()) {
            throw new IllegalArgumentException("strongroom.locations is empty");
        }
        legacyAlgorithms = new LegacyAlgorithms(legacyAlgorithms).names();
    }

    LegacyAlgorithms legacy() {
        return new LegacyAlgorithms(legacyAlgorithms);
    }

    String nodeName() {
        return node == null ? hostName() : node;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new StartException("this host has no name: set strongroom.node", e);
        }
    }
}
