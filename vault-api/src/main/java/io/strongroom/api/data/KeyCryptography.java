package io.strongroom.api.data;

import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.JsonOut;
import io.strongroom.core.Decided;
import io.strongroom.core.identity.KeyReference;
import io.strongroom.core.key.KeyOperation;
import io.strongroom.core.key.KeyUsage;
import io.strongroom.core.key.KeyVersion;
import java.util.Arrays;

/// The uses of a key on the wire.
final class KeyCryptography {
    private final KeyUsage usage;

    KeyCryptography(KeyUsage usage) {
        this.usage = usage;
    }

    Decided<byte[]> sign(Call call) {
        KeyReference key = call.reference();
        try (CryptoBody body = CryptoBody.parse(call.exchange().body())) {
            return answer(
                    call,
                    usage.sign(
                            call.caller(),
                            call.evidence(),
                            call.vault(),
                            key,
                            body.signatureAlgorithm(),
                            body.value()));
        }
    }

    Decided<byte[]> verify(Call call) {
        KeyReference key = call.reference();
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
        KeyReference key = call.reference();
        try (CryptoBody body = CryptoBody.parse(call.exchange().body())) {
            return answer(
                    call,
                    usage.encrypt(
                            call.caller(),
                            call.evidence(),
                            call.vault(),
                            key,
                            operation,
                            body.encryptionAlgorithm(),
                            body.value()));
        }
    }

    /// @param operation decrypt or unwrap
    Decided<byte[]> decrypt(Call call, KeyOperation operation) {
        KeyReference key = call.reference();
        try (CryptoBody body = CryptoBody.parse(call.exchange().body())) {
            return answer(
                    call,
                    usage.decrypt(
                            call.caller(),
                            call.evidence(),
                            call.vault(),
                            key,
                            operation,
                            body.encryptionAlgorithm(),
                            body.value()));
        }
    }

    /// `{"kid","value"}`; the value, which may be a plaintext, is wiped.
    private static Decided<byte[]> answer(Call call, Decided<KeyUsage.Result> decided) {
        KeyVersion version = decided.answer().version();
        byte[] value = decided.answer().value();
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
        return Decided.answer(call.exchange().answering(out.finish()));
    }
}
