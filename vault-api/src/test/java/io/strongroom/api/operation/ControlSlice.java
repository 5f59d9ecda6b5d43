package io.strongroom.api.operation;

import io.strongroom.api.http.AddressSettings;
import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.Requests;
import io.strongroom.core.InMemoryInstallation;
import io.strongroom.core.Problem;
import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.TenantDoor;
import io.strongroom.core.identity.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Controllers outside of the vaults over a core in memory. The token is the name of a caller.
public final class ControlSlice {
    private static final JsonMapper JSON = JsonMapper.builder().build();
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
    public final ControlOperations operations =
            new ControlOperations(
                    new Requests(installation.clock),
                    installation.operations,
                    ControlSlice::caller,
                    new TenantDoor(installation.vaults),
                    addresses);
    private @Nullable MockMvc mvc;

    public ControlSlice serve(Object... controllers) {
        PathPatternParser parser = new PathPatternParser();
        parser.setCaseSensitive(false);
        mvc = MockMvcBuilders.standaloneSetup(controllers).setPatternParser(parser).build();
        return this;
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
        var request =
                MockMvcRequestBuilders.request(
                                HttpMethod.valueOf(method), URI.create("https://localhost" + url))
                        .header("Host", "localhost:8443");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.contentType("application/json").content(body);
        }
        try {
            MockHttpServletResponse response =
                    java.util.Objects.requireNonNull(mvc)
                            .perform(request)
                            .andReturn()
                            .getResponse();
            String text = response.getContentAsString(StandardCharsets.UTF_8);
            return new Answer(response.getStatus(), JSON.readTree(text), response);
        } catch (Exception e) {
            throw new IllegalStateException(method + " " + url, e);
        }
    }

    private static Caller caller(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        Caller caller = header == null ? null : CALLERS.get(header.substring("Bearer ".length()));
        if (caller == null) {
            throw new VaultException(
                    Problem.AUTHENTICATION_FAILED,
                    "Authentication failed. The 'Authorization' header is missing.");
        }
        return caller;
    }
}
