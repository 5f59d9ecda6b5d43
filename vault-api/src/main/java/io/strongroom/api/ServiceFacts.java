package io.strongroom.api;

import io.strongroom.postgres.DatabaseFacts;
import java.util.LinkedHashMap;
import java.util.Map;

/// What runs here, for the log and `/actuator/info`.
///
/// @param node its name in the log of operations
/// @param token label of the token
/// @param rootKeys version of the root keys that wrap new keys
/// @param tenants number of those in the settings
/// @param issuers number of those in the settings
record ServiceFacts(
        Build build,
        String node,
        DatabaseFacts database,
        String token,
        int rootKeys,
        int tenants,
        int issuers) {

    /// One line that says that it is ready.
    ///
    /// @param port of the listener
    String ready(int port) {
        return "%s node %s is ready on %d: PostgreSQL %s, schema %s, token %s root version %d, %s, %s"
                .formatted(
                        build,
                        node,
                        port,
                        database.server(),
                        database.schema(),
                        token,
                        rootKeys,
                        counted(tenants, "tenant"),
                        counted(issuers, "issuer"));
    }

    /// The same by name.
    Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("version", build.version());
        details.put("commit", build.commit());
        details.put("node", node);
        details.put("postgresql", database.server());
        details.put("schema", database.schema());
        details.put("token", token);
        details.put("rootKeyVersion", rootKeys);
        details.put("tenants", tenants);
        details.put("issuers", issuers);
        return details;
    }

    private static String counted(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
