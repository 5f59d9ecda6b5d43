package io.strongroom.api.auth;

import io.strongroom.core.crypto.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// SHA-256 of a token. The cache has it as its key, so that no token can be read from memory after
/// its request.
record TokenHash(long a, long b, long c, long d) {
    private static final MessageDigest SHA_256 = Hash.SHA_256.computation();

    static TokenHash of(String token) {
        try {
            // a clone costs less than a look-up among the security providers
            MessageDigest digest = (MessageDigest) SHA_256.clone();
            ByteBuffer hash =
                    ByteBuffer.wrap(digest.digest(token.getBytes(StandardCharsets.ISO_8859_1)));
            return new TokenHash(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int hashCode() {
        return Long.hashCode(a);
    }
}
