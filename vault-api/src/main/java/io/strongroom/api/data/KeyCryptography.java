package io.strongroom.api.data;

import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.JsonOut;
import io.strongroom.core.crypto.EncryptionAlgorithm;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.key.KeyOperation;
import io.strongroom.core.key.KeyUsage;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.operation.Decided;

/// The uses of a key on the wire.
final class KeyCryptography {
    private final KeyUsage usage;

    KeyCryptography(KeyUsage usage) {
        this.usage = usage;
    }

    Decided<byte[]> sign(Call call) {
        ObjectReference key = call.reference();
        CryptoBody body = CryptoBody.of(call);
        return usage.sign(call.visit(), key, body.signatureAlgorithm(), body.value().bytes())
                .map(result -> rendered(call, result));
    }

    Decided<byte[]> verify(Call call) {
        ObjectReference key = call.reference();
        CryptoBody body = CryptoBody.of(call);
        return usage.verify(
                        call.visit(),
                        key,
                        body.signatureAlgorithm(),
                        body.digest().bytes(),
                        body.value().bytes())
                .map(KeyCryptography::rendered);
    }

    Decided<byte[]> encrypt(Call call) {
        return encrypt(call, KeyOperation.ENCRYPT);
    }

    Decided<byte[]> wrap(Call call) {
        return encrypt(call, KeyOperation.WRAP_KEY);
    }

    Decided<byte[]> decrypt(Call call) {
        return decrypt(call, KeyOperation.DECRYPT);
    }

    Decided<byte[]> unwrap(Call call) {
        return decrypt(call, KeyOperation.UNWRAP_KEY);
    }

    private Decided<byte[]> encrypt(Call call, KeyOperation operation) {
        ObjectReference key = call.reference();
        CryptoBody body = CryptoBody.of(call);
        EncryptionAlgorithm algorithm = body.encryptionAlgorithm(operation);
        return usage.encrypt(call.visit(), key, operation, algorithm, body.plaintext())
                .map(result -> rendered(call, result));
    }

    private Decided<byte[]> decrypt(Call call, KeyOperation operation) {
        ObjectReference key = call.reference();
        CryptoBody body = CryptoBody.of(call);
        EncryptionAlgorithm algorithm = body.encryptionAlgorithm(operation);
        return usage.decrypt(call.visit(), key, operation, algorithm, body.ciphertext())
                .map(result -> rendered(call, result));
    }

    /// `{"kid","value"}`, and `iv`, `tag`, `aad` of AES-GCM, `iv` of AES-CBC; the value, which may
    /// be a plaintext, is wiped.
    private static byte[] rendered(Call call, KeyUsage.Result result) {
        KeyVersion version = result.version();
        String kid = Addresses.key(call.address(), version.key().name(), version.id());
        try (var value = result.value()) {
            JsonOut out =
                    new JsonOut(6 * kid.length() + 2 * value.length() + 64)
                            .object()
                            .name("kid")
                            .text(kid)
                            .name("value")
                            .base64Url(value.bytes());
            unlessEmpty(out, "iv", result.iv());
            unlessEmpty(out, "tag", result.tag());
            unlessEmpty(out, "aad", result.additionalData());
            return out.endObject().finish();
        }
    }

    private static void unlessEmpty(JsonOut out, String name, byte[] bytes) {
        if (bytes.length > 0) {
            out.name(name).base64Url(bytes);
        }
    }

    /// `{"value"}`.
    private static byte[] rendered(boolean verified) {
        return new JsonOut(16).object().name("value").flag(verified).endObject().finish();
    }
}
