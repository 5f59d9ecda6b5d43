package io.strongroom.api.http;

import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.vault.Vault;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The addresses of vaults, keys and planes. Every address in a response has the port that the
/// client dialled, because clients follow a `kid`, a `nextLink` or a `vaultUri`.
///
/// A port is written as in an address: `:8443`, or nothing for 443.
public final class Addresses {
    private static final String ADFS = "/adfs";
    private static final String DEFAULT_PORT = ":443";
    private static final int MAX_PORT = 65535;
    private static final int MAX_DIGITS = 5;
    private final String domain;
    private final String suffix;
    private final List<String> controlHosts;
    private final @Nullable String authority;
    private final String publicPort;

    /// @param serverPort port that the service listens on
    public Addresses(AddressSettings settings, int serverPort) {
        Integer given = settings.publicPort();
        this.publicPort = port(given == null ? serverPort : given);
        this.domain = settings.domain();
        this.suffix = "." + domain;
        this.controlHosts = settings.controlHosts();
        this.authority = settings.authority();
    }

    /// The name below the parent domain that the client dialled.
    ///
    /// @return null if the request is not for a vault; need not be a valid vault name
    public @Nullable String vaultLabel(HttpServletRequest request) {
        String host = request.getHeader("Host");
        if (host == null) {
            return null;
        }
        int start = portStart(host) - suffix.length();
        return start > 0 && host.regionMatches(true, start, suffix, 0, suffix.length())
                ? host.substring(0, start)
                : null;
    }

    /// Whether the client dialled a host of the control plane, on whatever port.
    public boolean isControl(HttpServletRequest request) {
        String host = request.getHeader("Host");
        return host != null && isControl(host.substring(0, portStart(host)));
    }

    private boolean isControl(String name) {
        return controlHosts.stream().anyMatch(name::equalsIgnoreCase);
    }

    /// The port that clients are told to dial: tokens are for this one.
    public String publicPort() {
        return publicPort;
    }

    /// Whether `Host` names no port, or a port as it stands in addresses: 1 to 65535 without
    /// leading zeros. What it names is repeated in ids.
    public static boolean hasPort(HttpServletRequest request) {
        String host = request.getHeader("Host");
        int start = host == null ? 0 : portStart(host);
        return host == null || host.length() - start <= 1 || isPort(host.substring(start + 1));
    }

    private static boolean isPort(String text) {
        return text.length() <= MAX_DIGITS
                && text.charAt(0) != '0'
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && Integer.parseInt(text) <= MAX_PORT;
    }

    /// The port that the client dialled.
    public static String port(HttpServletRequest request) {
        String host = request.getHeader("Host");
        if (host == null) {
            return "";
        }
        String port = host.substring(portStart(host));
        return port.equals(DEFAULT_PORT) || port.equals(":") ? "" : port;
    }

    /// The base address of a vault, without a trailing slash.
    public String vault(VaultName name, String port) {
        return "https://" + name.canonical() + suffix + port;
    }

    /// `vaultUri` in the control plane: with a trailing slash.
    public String vaultUri(VaultName name, String port) {
        return vault(name, port) + "/";
    }

    /// The address of a key, without a version.
    ///
    /// @param vault as [#vault] gives it
    public static String key(String vault, ObjectName name) {
        return vault + "/keys/" + name.value();
    }

    /// `recoveryId`: the address of a deleted key.
    ///
    /// @param vault as [#vault] gives it
    public static String deletedKey(String vault, ObjectName name) {
        return vault + "/deletedkeys/" + name.value();
    }

    /// `kid`: the address of a version of a key.
    ///
    /// @param vault as [#vault] gives it
    public static String key(String vault, ObjectName name, VersionId version) {
        return vault + "/keys/" + name.value() + "/" + version;
    }

    /// The base address of the control plane, without a trailing slash.
    public String control(String port) {
        return "https://" + controlHosts.getFirst() + port;
    }

    /// The base address of the service that issues tokens, without a trailing slash.
    public String authority(String port) {
        return authority == null ? control(port) : authority;
    }

    /// What tokens of the data plane are for.
    public String resource(String port) {
        return "https://" + domain + port;
    }

    /// What tokens of the control plane are for: the base address of each of its hosts.
    public List<String> controlResources(String port) {
        return controlHosts.stream().map(host -> "https://" + host + port).toList();
    }

    /// The challenge of a vault, as the SDKs parse it: both values quoted, the tenant or `adfs` the
    /// only path segment, the resource a parent domain of the vault's host.
    ///
    /// Of AD FS nothing comes behind `adfs`: clients take that segment for their tenant, and then
    /// ask no other service whether the authority is one.
    public String challenge(Vault vault, String port) {
        return "Bearer authorization=\""
                + login(vault, authority(port))
                + "\", resource=\""
                + resource(port)
                + "\"";
    }

    /// Where the clients of the control plane are sent, which names no tenant.
    public String login(String port) {
        String authority = authority(port);
        return authority.endsWith(ADFS) ? authority : authority + "/organizations";
    }

    private static String login(Vault vault, String authority) {
        if (authority.endsWith(ADFS)) {
            return authority;
        }
        return vault.settings().federated()
                ? authority + ADFS
                : authority + "/" + vault.id().tenant();
    }

    private static String port(int number) {
        return number == 443 ? "" : ":" + number;
    }

    private static int portStart(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? colon : host.length();
    }
}
