package io.strongroom.api.data;

import io.strongroom.core.key.KeyOperation;
import io.strongroom.core.operation.Decided;

/// Takes a call to its operation.
final class KeyAnswers {
    private final KeyManagement management;
    private final KeyCryptography cryptography;

    KeyAnswers(KeyManagement management, KeyCryptography cryptography) {
        this.management = management;
        this.cryptography = cryptography;
    }

    Decided<byte[]> answer(Call call) {
        return switch (call.exchange().route().operation()) {
            case CREATE -> management.create(call);
            case GET -> management.get(call);
            case LIST -> management.list(call);
            case LIST_VERSIONS -> management.versions(call);
            case UPDATE -> management.update(call);
            case SIGN -> cryptography.sign(call);
            case VERIFY -> cryptography.verify(call);
            case ENCRYPT -> cryptography.encrypt(call, KeyOperation.ENCRYPT);
            case DECRYPT -> cryptography.decrypt(call, KeyOperation.DECRYPT);
            case WRAP -> cryptography.encrypt(call, KeyOperation.WRAP_KEY);
            case UNWRAP -> cryptography.decrypt(call, KeyOperation.UNWRAP_KEY);
            case UNKNOWN, WRONG_METHOD ->
                    throw new IllegalStateException("a request that was not let in");
        };
    }
}
