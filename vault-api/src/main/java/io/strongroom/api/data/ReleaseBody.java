package io.strongroom.api.data;

import io.strongroom.api.http.JsonBody;
import io.strongroom.api.http.JsonObject;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.ReleaseWrapping;
import io.strongroom.core.key.KeyRelease;
import org.jspecify.annotations.Nullable;

/// The body of a release: `target`, `nonce` and `enc`.
final class ReleaseBody {
    private static final int LONGEST_NONCE = 256;

    private ReleaseBody() {}

    /// @throws VaultException `BAD_PARAMETER` if the body is not such an object
    static KeyRelease.Request read(byte[] bytes) {
        JsonObject body = JsonBody.object(bytes);
        String target = body.text("target");
        if (target == null || target.isEmpty()) {
            throw new VaultException(Problem.BAD_PARAMETER, "Property 'target' is required.");
        }
        return new KeyRelease.Request(target, nonce(body.text("nonce")), wrapping(body));
    }

    private static @Nullable String nonce(@Nullable String sent) {
        if (sent != null && sent.length() > LONGEST_NONCE) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "Property 'nonce' has more than " + LONGEST_NONCE + " characters.");
        }
        return sent;
    }

    private static ReleaseWrapping wrapping(JsonObject body) {
        String name = body.text("enc");
        return name == null
                ? ReleaseWrapping.CKM_RSA_AES_KEY_WRAP
                : ReleaseWrapping.named(name)
                        .orElseThrow(() -> KeyAttributesJson.invalid("enc", name));
    }
}
