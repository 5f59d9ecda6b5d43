package io.strongroom.api.data;

import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.Base64Url;
import io.strongroom.api.http.JsonOut;
import io.strongroom.core.crypto.Hash;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.key.KeyRelease;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// What is signed about a released key: the header and the payload of a JWS, as Azure has them.
///
/// @param name of the key, as it was asked for
record ReleaseStatement(
        Call call, ObjectName name, KeyRelease.Request request, KeyRelease.Released released) {

    /// `BASE64URL(header).BASE64URL(payload)` (RFC 7515 §5.1).
    byte[] bytes() {
        return (Base64Url.encode(header()) + "." + Base64Url.encode(payload()))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] header() {
        byte[] certificate = released.certificate();
        String thumbprint = Base64Url.encode(Hash.SHA_256.of(certificate));
        return new JsonOut(4096)
                .object()
                .name("alg")
                .text("RS256")
                .name("kid")
                .text(thumbprint)
                .name("x5c")
                .array()
                .text(Base64.getEncoder().encodeToString(certificate)) // RFC 7515 §4.1.6
                .endArray()
                .name("x5t#S256")
                .text(thumbprint)
                .endObject()
                .finish();
    }

    private byte[] payload() {
        JsonOut out = new JsonOut(8192).object();
        out.name("request")
                .object()
                .name("api-version")
                .text(call.version().text())
                .name("enc")
                .text(request.wrapping().name())
                .name("kid")
                .text(Addresses.key(call.address(), name));
        if (request.nonce() != null) {
            out.name("nonce").text(request.nonce());
        }
        out.endObject().name("response").object().name("key");
        new KeyJson(call).released(out, released.version(), wrapped());
        return out.endObject().endObject().finish();
    }

    /// The wrapped key in the envelope of Azure's `key_hsm`.
    private byte[] wrapped() {
        return new JsonOut(4096)
                .object()
                .name("ciphertext")
                .base64Url(released.wrapped())
                .name("header")
                .object()
                .name("alg")
                .text("dir")
                .name("enc")
                .text(request.wrapping().name())
                .name("kid")
                .text(released.recipient())
                .endObject()
                .name("schema_version")
                .text("1.0")
                .endObject()
                .finish();
    }
}
