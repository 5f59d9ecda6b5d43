package io.strongroom.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// What a running installation tells about itself in its `env` file.
public final class Installation {
    private final Map<String, String> values;

    private Installation(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    static Installation read(Path file) {
        Map<String, String> values = new HashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (equals > 0 && !line.startsWith("#")) {
                    values.put(line.substring(0, equals).strip(), unquoted(line, equals + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Installation(values);
    }

    private static String unquoted(String line, int from) {
        String value = line.substring(from).strip();
        boolean quoted =
                value.length() > 1
                        && (value.startsWith("'") || value.startsWith("\""))
                        && value.charAt(0) == value.charAt(value.length() - 1);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /// Address of everything that is no vault.
    public String url() {
        return value("STRONGROOM_URL");
    }

    public Path ca() {
        return Path.of(value("STRONGROOM_CA"));
    }

    /// Address of a vault.
    public String vault(String name) {
        return "https://" + name + "." + value("STRONGROOM_VAULT_DOMAIN");
    }

    /// Whom a token of the data plane is for.
    public String resource() {
        return value("STRONGROOM_RESOURCE");
    }

    public String authority() {
        return value("AZURE_AUTHORITY_HOST");
    }

    /// `scope` of a token request.
    public String scope(Plane plane) {
        return switch (plane) {
            case DATA -> resource() + "/.default";
            case CONTROL -> url() + "/.default";
        };
    }

    public String tenant(Organisation organisation) {
        return value(organisation + "_TENANT_ID");
    }

    public String subscription(Organisation organisation) {
        return value(organisation + "_SUBSCRIPTION_ID");
    }

    public Principal principal(Organisation organisation, Role role) {
        String prefix = organisation + "_" + role + "_";
        return new Principal(
                organisation,
                role,
                tenant(organisation),
                value(prefix + "CLIENT_ID"),
                value(prefix + "CLIENT_SECRET"),
                value(prefix + "OBJECT_ID"));
    }

    /// One entry of the file.
    public String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException(name + " is missing in env");
        }
        return value;
    }
}
