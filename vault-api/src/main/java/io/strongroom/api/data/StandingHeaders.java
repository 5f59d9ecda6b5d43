package io.strongroom.api.data;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/// The headers of every response of the data plane.
final class StandingHeaders {
    private static final String VERSION = version();

    private StandingHeaders() {}

    static void write(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("Pragma", "no-cache");
        response.setHeader("Expires", "-1");
        response.setHeader("Strict-Transport-Security", "max-age=31536000;includeSubDomains");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("x-ms-keyvault-service-version", VERSION);
        response.setHeader("x-ms-keyvault-network-info", networkInfo(request.getRemoteAddr()));
    }

    private static String networkInfo(String address) {
        return address.indexOf(':') < 0
                ? "conn_type=Ipv4;addr=" + address + ";act_addr_fam=InterNetwork;"
                : "conn_type=Ipv6;addr=" + address + ";act_addr_fam=InterNetworkV6;";
    }

    private static String version() {
        String built = StandingHeaders.class.getPackage().getImplementationVersion();
        return built == null ? "0" : built;
    }
}
