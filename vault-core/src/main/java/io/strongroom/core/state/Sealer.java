package io.strongroom.core.state;

import java.security.MessageDigest;

/// Seals rows: a row that was edited behind the service's back no longer matches its seal.
/// HMAC-SHA-256 with a key that lives in the HSM.
public interface Sealer {

    /// Computes the seal of a row.
    ///
    /// @param canonical the row as [CanonicalBytes]
    /// @return 32 bytes
    byte[] seal(byte[] canonical);

    /// Whether the seal belongs to the row.
    default boolean matches(byte[] canonical, byte[] seal) {
        return MessageDigest.isEqual(seal(canonical), seal);
    }
}
