package io.strongroom.api.http;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The addresses of the service.
///
/// @param domain parent domain of the vaults' hosts
/// @param publicPort port that clients dial; null for the port that the service listens on
/// @param controlHosts hosts of the control plane, the main one first; empty for the domain's
///   parent, and `management.` and `login.` below it
/// @param authority base URL of the service that issues tokens, without a trailing slash, such as
///   `https://fs.example/adfs`; null for the control plane's base URL as dialled
@ConfigurationProperties("strongroom")
public record AddressSettings(
        @DefaultValue("vault.localhost") String domain,
        @Nullable Integer publicPort,
        @DefaultValue List<String> controlHosts,
        @Nullable String authority) {

    public AddressSettings {
        domain = domain.toLowerCase(Locale.ROOT);
        controlHosts = controlHosts.isEmpty() ? hostsBeside(domain) : List.copyOf(controlHosts);
    }

    private static List<String> hostsBeside(String domain) {
        String parent = domain.substring(domain.indexOf('.') + 1);
        return List.of(parent, "management." + parent, "login." + parent);
    }
}
