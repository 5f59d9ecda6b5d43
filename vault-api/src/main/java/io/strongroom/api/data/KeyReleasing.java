package io.strongroom.api.data;

import io.strongroom.api.http.Base64Url;
import io.strongroom.api.http.JsonOut;
import io.strongroom.core.key.KeyRelease;
import io.strongroom.core.operation.Decided;
import java.nio.charset.StandardCharsets;

/// The release of a key on the wire. The answer is a JWS (RFC 7515 §3.1) over the request and the
/// key with its wrapped private part.
final class KeyReleasing {
    private final KeyRelease release;

    KeyReleasing(KeyRelease release) {
        this.release = release;
    }

    Decided<byte[]> release(Call call) {
        var key = call.reference();
        KeyRelease.Request request = ReleaseBody.read(call.body());
        return release.release(
                        call.visit(),
                        key,
                        request,
                        released ->
                                new ReleaseStatement(call, key.name(), request, released).bytes())
                .map(KeyReleasing::rendered);
    }

    /// `{"value"}`.
    private static byte[] rendered(KeyRelease.Signed signed) {
        String statement = new String(signed.statement(), StandardCharsets.US_ASCII);
        return new JsonOut(8192)
                .object()
                .name("value")
                .text(statement + "." + Base64Url.encode(signed.signature()))
                .endObject()
                .finish();
    }
}
