package io.strongroom.api.arm;

import io.strongroom.api.auth.BearerTokens;
import io.strongroom.api.auth.Plane;
import io.strongroom.api.http.Addresses;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.HeaderWriterFilter;

/// The filters before everything that needs a token of the control plane.
public final class ControlSecurity {
    private final AuthenticationManager manager;
    private final ControlGate gate;
    private final ControlRefusals refusals;

    /// @param manager authenticates tokens of the control plane
    public ControlSecurity(
            AuthenticationManager manager,
            ControlExchanges exchanges,
            ControlOperations operations,
            ControlRefusals refusals,
            Addresses addresses) {
        this.manager = manager;
        this.gate = new ControlGate(exchanges, operations, addresses);
        this.refusals = refusals;
    }

    /// Adds the filters to a chain: a control host, then a valid token, for every request.
    public HttpSecurity protect(HttpSecurity http) {
        return http.addFilterAfter(gate, HeaderWriterFilter.class)
                .addFilter(bearerTokens())
                .exceptionHandling(
                        on -> on.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated());
    }

    /// Rejects paths that parts of the service could read in different ways. Methods and double
    /// slashes are left to the routes, which answer 404; what is not printable in a header is
    /// replaced before it is recorded.
    public static HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowUrlEncodedDoubleSlash(true);
        firewall.setAllowedHeaderValues(_ -> true);
        return firewall;
    }

    private BearerTokenAuthenticationFilter bearerTokens() {
        BearerTokenAuthenticationFilter filter =
                new BearerTokenAuthenticationFilter(manager, new BearerTokens(Plane.CONTROL));
        filter.setAuthenticationEntryPoint(refusals);
        // the default handler rethrows what is not the token's fault
        filter.setAuthenticationFailureHandler(refusals::commence);
        return filter;
    }
}
