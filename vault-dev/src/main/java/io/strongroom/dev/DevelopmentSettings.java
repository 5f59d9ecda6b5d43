package io.strongroom.dev;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The settings in the environment of the process.
///
/// @param home `STRONGROOM_HOME`: what this node writes for its user
/// @param installation `STRONGROOM_INSTALLATION`: what nodes side by side share (certificates,
///   secrets, signing key, token, database); the home when there is one node
/// @param port `STRONGROOM_PORT`, of HTTPS
/// @param publicPort `STRONGROOM_PUBLIC_PORT`, which clients dial; the port unless a load balancer
///   or another node has it
/// @param managementPort `STRONGROOM_MANAGEMENT_PORT`, on the loopback interface; 0 for a free one
/// @param node `STRONGROOM_NODE`: name of this node in the log, null when not given
/// @param database `STRONGROOM_DATABASE_URL`, null for the embedded one
/// @param databaseSecret `STRONGROOM_DATABASE_SECRET`, from which the passwords of the database's
///   roles are derived; null to make one
/// @param hsm the HSM to use, null for SoftHSM2
record DevelopmentSettings(
        Path home,
        Path installation,
        int port,
        int publicPort,
        int managementPort,
        @Nullable String node,
        @Nullable String database,
        @Nullable String databaseSecret,
        @Nullable Hsm hsm) {

    /// An HSM whose token exists and holds its root keys.
    record Hsm(Path module, String token, Path pinFile) {}

    static DevelopmentSettings of(Map<String, String> environment) {
        Path home = path(environment.getOrDefault("STRONGROOM_HOME", ".dev"));
        String installation = environment.get("STRONGROOM_INSTALLATION");
        int port = port(environment, "STRONGROOM_PORT", 8443, 1);
        return new DevelopmentSettings(
                home,
                installation == null ? home : path(installation),
                port,
                port(environment, "STRONGROOM_PUBLIC_PORT", port, 1),
                port(environment, "STRONGROOM_MANAGEMENT_PORT", 0, 0),
                environment.get("STRONGROOM_NODE"),
                environment.get("STRONGROOM_DATABASE_URL"),
                environment.get("STRONGROOM_DATABASE_SECRET"),
                hsm(environment));
    }

    /// Where people and programs reach the service.
    String url() {
        return "https://localhost" + portInAddresses();
    }

    /// How addresses carry the port: not at all if it is the usual one of HTTPS.
    String portInAddresses() {
        return publicPort == 443 ? "" : ":" + publicPort;
    }

    /// The node's name in the log, null for the service's own default. Nodes side by side need
    /// different ones.
    @Nullable String nodeName() {
        return node == null && !installation.equals(home) ? "node-" + port : node;
    }

    private static Path path(String text) {
        return Path.of(text).toAbsolutePath().normalize();
    }

    private static int port(Map<String, String> environment, String name, int other, int least) {
        String text = environment.get(name);
        if (text == null) {
            return other;
        }
        try {
            return ListenerPort.parse(name, text, least);
        } catch (IllegalArgumentException e) {
            throw new DevelopmentStartException(e.getMessage(), e);
        }
    }

    private static @Nullable Hsm hsm(Map<String, String> environment) {
        String module = environment.get("STRONGROOM_PKCS11_MODULE");
        if (module == null) {
            return null;
        }
        return new Hsm(
                path(module),
                required(environment, "STRONGROOM_PKCS11_TOKEN"),
                path(required(environment, "STRONGROOM_PKCS11_PIN_FILE")));
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new DevelopmentStartException(
                    "STRONGROOM_PKCS11_MODULE is set, so set " + name + " too");
        }
        return value;
    }
}
