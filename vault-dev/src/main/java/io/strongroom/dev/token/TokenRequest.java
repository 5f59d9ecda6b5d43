package io.strongroom.dev.token;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request for a token by client credentials (RFC 6749 §4.4), with the secret in the body or in
/// the Authorization header (§2.3.1).
///
/// @param secret null when none was sent
/// @param resource whom the token is for: the resource of the scope, or the parameter `resource`
record TokenRequest(String clientId, @Nullable String secret, String resource) {
    private static final String DEFAULT_SCOPE = "/.default";

    /// Reads a request.
    ///
    /// @throws TokenRefusal when it is not such a request
    static TokenRequest of(Map<String, List<String>> form, @Nullable String authorization) {
        String grantType = required(form, "grant_type");
        if (!grantType.equals("client_credentials")) {
            throw TokenRefusal.grantType(grantType);
        }
        List<String> basic = basic(authorization);
        if (!basic.isEmpty()) {
            return new TokenRequest(basic.getFirst(), basic.getLast(), resource(form));
        }
        return new TokenRequest(
                required(form, "client_id"),
                optional(form, "client_secret").orElse(null),
                resource(form));
    }

    /// The audience of a scope: the text before `/.default`, unchanged. One more slash there is one
    /// more in the audience.
    private static String resource(Map<String, List<String>> form) {
        Optional<String> scope = optional(form, "scope");
        Optional<String> resource = optional(form, "resource");
        if (scope.isEmpty() || resource.isPresent()) {
            return resource.orElseThrow(() -> TokenRefusal.missing("scope"));
        }
        return Arrays.stream(scope.get().split(" ", -1))
                .filter(s -> s.endsWith(DEFAULT_SCOPE) && s.length() > DEFAULT_SCOPE.length())
                .map(s -> s.substring(0, s.length() - DEFAULT_SCOPE.length()))
                .findFirst()
                .orElseThrow(() -> TokenRefusal.scope(scope.get()));
    }

    private static List<String> basic(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return List.of();
        }
        try {
            String pair =
                    new String(
                            Base64.getDecoder().decode(authorization.substring(6).strip()),
                            StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? List.of()
                    : List.of(
                            decoded(pair.substring(0, colon)), decoded(pair.substring(colon + 1)));
        } catch (IllegalArgumentException notBase64) {
            return List.of();
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String required(Map<String, List<String>> form, String name) {
        return optional(form, name).orElseThrow(() -> TokenRefusal.missing(name));
    }

    private static Optional<String> optional(Map<String, List<String>> form, String name) {
        List<String> values = form.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw TokenRefusal.repeated(name);
        }
        return values.stream().filter(value -> !value.isBlank()).findFirst();
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "TokenRequest[" + clientId + " for " + resource + "]";
    }
}
