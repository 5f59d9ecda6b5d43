package io.strongroom.api.data;

import io.strongroom.api.http.Base64Url;
import io.strongroom.api.http.JsonObject;
import io.strongroom.api.http.JsonOut;
import io.strongroom.api.release.PolicyGrammar;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.key.ReleasePolicy;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// `release_policy` on the wire, in both directions.
final class ReleasePolicyJson {
    private static final String CONTENT_TYPE = "application/json; charset=utf-8";

    private ReleasePolicyJson() {}

    /// Reads the policy of a request.
    ///
    /// @param body that may have the member
    /// @return null if it has none
    /// @throws VaultException `BAD_PARAMETER` if the policy is not in the grammar
    static @Nullable ReleasePolicy read(JsonObject body) {
        JsonObject policy = body.object("release_policy");
        if (policy == null) {
            return null;
        }
        String contentType = policy.text("contentType");
        if (contentType != null && !contentType.equals(CONTENT_TYPE)) {
            throw KeyAttributesJson.invalid("release_policy.contentType", contentType);
        }
        String data = data(policy.text("data"));
        PolicyGrammar.read(data);
        return new ReleasePolicy(CONTENT_TYPE, data, Boolean.TRUE.equals(policy.flag("immutable")));
    }

    private static String data(@Nullable String encoded) {
        if (encoded == null || encoded.isEmpty()) {
            throw new VaultException(
                    Problem.BAD_PARAMETER, "Property 'release_policy.data' is required.");
        }
        byte[] bytes = Base64Url.decode(encoded);
        if (bytes != null) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException e) {
                // as what is not base64url
            }
        }
        throw new VaultException(
                Problem.BAD_PARAMETER,
                "Property 'release_policy.data' is not UTF-8 text in base64url.");
    }

    /// Writes the policy of a key, if it has one.
    static void write(JsonOut out, @Nullable ReleasePolicy policy) {
        if (policy == null) {
            return;
        }
        out.name("release_policy")
                .object()
                .name("contentType")
                .text(policy.contentType())
                .name("data")
                .base64Url(policy.data().getBytes(StandardCharsets.UTF_8))
                .name("immutable")
                .flag(policy.immutable())
                .endObject();
    }
}
