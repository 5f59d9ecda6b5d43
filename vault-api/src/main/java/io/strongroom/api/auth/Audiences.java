package io.strongroom.api.auth;

import io.strongroom.api.http.Addresses;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What tokens of a plane are for (`aud`).
///
/// A resource of the data plane is accepted without its port as well, because some clients know
/// only its name. On port 443 a resource is accepted with the port as well, because some clients
/// write it. A slash at the end means nothing.
final class Audiences {
    private static final String DEFAULT_PORT = ":443";
    private final List<String> named;
    private final Set<String> accepted;

    private Audiences(List<String> named, Set<String> accepted) {
        this.named = List.copyOf(named);
        this.accepted = Set.copyOf(accepted);
    }

    static Audiences of(Plane plane, Addresses addresses) {
        String port = addresses.publicPort();
        List<String> named = resources(plane, addresses, port);
        Set<String> accepted = new HashSet<>(named);
        if (port.isEmpty()) {
            accepted.addAll(resources(plane, addresses, DEFAULT_PORT));
        } else if (plane == Plane.DATA) {
            accepted.addAll(resources(plane, addresses, ""));
        }
        return new Audiences(named, accepted);
    }

    /// The resources, as refusals name them.
    List<String> named() {
        return named;
    }

    boolean accept(String audience) {
        return accepted.contains(
                audience.endsWith("/") ? audience.substring(0, audience.length() - 1) : audience);
    }

    private static List<String> resources(Plane plane, Addresses addresses, String port) {
        return switch (plane) {
            case DATA -> List.of(addresses.resource(port));
            case CONTROL -> addresses.controlResources(port);
        };
    }
}
