package io.strongroom.dev.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;

/// A client that may get tokens.
///
/// @param tenant whose tokens it gets
/// @param objectId of its service principal
/// @param displayName of its application
public record Client(UUID tenant, UUID id, UUID objectId, String displayName, String secret) {

    boolean hasSecret(String candidate) {
        return MessageDigest.isEqual(
                secret.getBytes(StandardCharsets.UTF_8),
                candidate.getBytes(StandardCharsets.UTF_8));
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "Client[" + id + " of " + tenant + "]";
    }
}
