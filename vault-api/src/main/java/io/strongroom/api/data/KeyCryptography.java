package io.strongroom.api.data;

import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.JsonOut;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.key.KeyOperation;
import io.strongroom.core.key.KeyUsage;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.operation.Decided;
import java.util.Arrays;

/// The uses of a key on the wire.
final class KeyCryptography {
    private final KeyUsage usage;

    KeyCryptography(KeyUsage usage) {
        this.usage = usage;
    }

    Decided<byte[]> sign(Call call) {
        ObjectReference key = call.reference();
        try (CryptoBody body = CryptoBody.parse(call.exchange().body())) {
            return usage.sign(
                    call.caller(),
                    call.evidence(),
                    call.vault(),
                    key,
                    body.signatureAlgorithm(),
                    body.value(),
                    result -> rendered(call, result));
        }
    }

    Decided<byte[]> verify(Call call) {
        ObjectReference key = call.reference();
        try (CryptoBody body = CryptoBody.parse(call.exchange().body())) {
            Decided<Boolean> decided =
                    usage.verify(
                            call.caller(),
                            call.evidence(),
                            call.vault(),
                            key,
                            body.signatureAlgorithm(),
                            body.digest(),
                            body.value());
            JsonOut out = new JsonOut(16).object().name("value").flag(decided.answer());
            return Decided.answer(call.exchange().answering(out.endObject().finish()));
        }
    }

    /// @param operation encrypt or wrap
    Decided<byte[]> encrypt(Call call, KeyOperation operation) {
        ObjectReference key = call.reference();
        try (CryptoBody body = CryptoBody.parse(call.exchange().body())) {
            return usage.encrypt(
                    call.caller(),
                    call.evidence(),
                    call.vault(),
                    key,
                    operation,
                    body.encryptionAlgorithm(),
                    body.value(),
                    result -> rendered(call, result));
        }
    }

    /// @param operation decrypt or unwrap
    Decided<byte[]> decrypt(Call call, KeyOperation operation) {
        ObjectReference key = call.reference();
        try (CryptoBody body = CryptoBody.parse(call.exchange().body())) {
            return usage.decrypt(
                    call.caller(),
                    call.evidence(),
                    call.vault(),
                    key,
                    operation,
                    body.encryptionAlgorithm(),
                    body.value(),
                    result -> rendered(call, result));
        }
    }

    /// `{"kid","value"}`; the value, which may be a plaintext, is wiped.
    private static byte[] rendered(Call call, KeyUsage.Result result) {
        KeyVersion version = result.version();
        byte[] value = result.value();
        String kid = Addresses.key(call.address(), version.key().name(), version.id());
        JsonOut out =
                new JsonOut(6 * kid.length() + 2 * value.length + 64)
                        .object()
                        .name("kid")
                        .text(kid)
                        .name("value")
                        .base64Url(value)
                        .endObject();
        Arrays.fill(value, (byte) 0);
        return call.exchange().answering(out.finish());
    }
}
