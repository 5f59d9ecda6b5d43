package io.strongroom.core.crypto;

import java.util.List;

/// The parts of a backup, encrypted under a key that was made for them. The arrays are not copied.
///
/// @param wrappedKey AES-KWP (RFC 5649) of the AES-256 key, under the root key for secret keys
/// @param rootVersion version of that root key
/// @param parts for PKCS#11 each `nonce || AES-256-GCM`
public record EncryptedParts(byte[] wrappedKey, int rootVersion, List<byte[]> parts) {
    public EncryptedParts {
        parts = List.copyOf(parts);
    }
}
