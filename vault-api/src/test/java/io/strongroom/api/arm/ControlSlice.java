package io.strongroom.api.arm;

import io.strongroom.api.auth.CallerAuthentication;
import io.strongroom.api.http.AddressSettings;
import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.Requests;
import io.strongroom.core.InMemoryInstallation;
import io.strongroom.core.Problem;
import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.TenantDoor;
import io.strongroom.core.identity.Caller;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.filter.ServletRequestPathFilter;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Controllers outside of the vaults over a core in memory. The token is the name of a caller.
public final class ControlSlice {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// A token whose issuer's keys cannot be fetched.
    public static final String TOKEN_OF_AN_ABSENT_ISSUER = "absent-issuer";

    private static final Map<String, Caller> CALLERS =
            Map.of(
                    "contoso-admin", Samples.contosoAdmin(),
                    "contoso-app", Samples.contosoApp(),
                    "contoso-officer", Samples.contosoOfficer(),
                    "contoso-nobody", Samples.contosoNobody(),
                    "fabrikam-admin", Samples.fabrikamAdmin());

    public final InMemoryInstallation installation = new InMemoryInstallation();
    public final Addresses addresses =
            new Addresses(new AddressSettings("vault.localhost", null, List.of(), null), 8443);
    private final ControlExchanges exchanges =
            new ControlExchanges(new Requests(installation.clock));
    public final ControlRoutes routes = new ControlRoutes(this::mapping);
    public final ControlOperations operations =
            new ControlOperations(
                    installation.operations,
                    routes,
                    new TenantDoor(installation.vaults),
                    addresses,
                    ControlSlice::refusal);
    private @Nullable MockMvc mvc;

    public ControlSlice serve(Object... controllers) {
        PathPatternParser parser = new PathPatternParser();
        parser.setCaseSensitive(false);
        mvc =
                MockMvcBuilders.standaloneSetup(controllers)
                        .setPatternParser(parser)
                        .setCustomArgumentResolvers(exchanges)
                        .addFilters(
                                new LeadingSlash(), new ServletRequestPathFilter(), filterChain())
                        .build();
        return this;
    }

    /// The filters of the service, with callers by name in place of tokens.
    private FilterChainProxy filterChain() {
        ControlRefusals refusals =
                new ControlRefusals(exchanges, operations, new ResponseHeaders());
        ControlSecurity security =
                new ControlSecurity(
                        ControlSlice::authenticated, exchanges, operations, refusals, addresses);
        HttpSecurity http = HttpSecurities.create();
        new StatelessSecurity().customize(http);
        FilterChainProxy proxy = new FilterChainProxy(security.protect(http).build());
        proxy.setFirewall(ControlSecurity.firewall());
        proxy.setRequestRejectedHandler(refusals);
        return proxy;
    }

    private RequestMappingHandlerMapping mapping() {
        DispatcherServlet dispatcher = Objects.requireNonNull(mvc).getDispatcherServlet();
        return Objects.requireNonNull(dispatcher.getHandlerMappings()).stream()
                .filter(RequestMappingHandlerMapping.class::isInstance)
                .map(RequestMappingHandlerMapping.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /// An answer.
    ///
    /// @param json missing node for an empty body
    public record Answer(int status, JsonNode json, MockHttpServletResponse response) {
        /// `error.code`.
        public String code() {
            return json.path("error").path("code").asString("");
        }

        public String message() {
            return json.path("error").path("message").asString("");
        }
    }

    /// Sends a request.
    ///
    /// @param token name of a caller, null for none
    /// @param body JSON, null for none
    public Answer send(String method, String url, @Nullable String token, @Nullable String body) {
        return send(method, url, "localhost:8443", token, body);
    }

    /// Sends a request to a host.
    public Answer send(
            String method, String url, String host, @Nullable String token, @Nullable String body) {
        MockHttpServletRequestBuilder request = request(method, url, host);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.contentType("application/json").content(body);
        }
        return perform(request);
    }

    /// Sends a GET with this `Authorization`.
    public Answer authorized(String url, String authorization) {
        return perform(
                request("GET", url, "localhost:8443").header("Authorization", authorization));
    }

    private static MockHttpServletRequestBuilder request(String method, String url, String host) {
        return MockMvcRequestBuilders.request(
                        HttpMethod.valueOf(method), URI.create("https://localhost" + url))
                .header("Host", host);
    }

    private Answer perform(MockHttpServletRequestBuilder request) {
        try {
            MockHttpServletResponse response =
                    Objects.requireNonNull(mvc).perform(request).andReturn().getResponse();
            String text = response.getContentAsString(StandardCharsets.UTF_8);
            return new Answer(response.getStatus(), JSON.readTree(text), response);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Authentication authenticated(Authentication request) {
        if (TOKEN_OF_AN_ABSENT_ISSUER.equals(request.getCredentials())) {
            throw new AuthenticationServiceException(
                    "no keys",
                    new VaultException(
                            Problem.SERVICE_UNAVAILABLE,
                            "The keys of the token's issuer cannot be read."));
        }
        Caller caller = CALLERS.get(((BearerTokenAuthenticationToken) request).getToken());
        if (caller == null) {
            throw new InvalidBearerTokenException("not the name of a caller");
        }
        return new CallerAuthentication(caller, Instant.MAX);
    }

    private static VaultException refusal(AuthenticationException failure) {
        if (failure.getCause() instanceof VaultException refusal) {
            return refusal;
        }
        return new VaultException(
                Problem.AUTHENTICATION_FAILED,
                "Authentication failed. The 'Authorization' header is missing.");
    }
}
