package io.strongroom.core.key;

import io.strongroom.core.crypto.KeySpec;

/// What a new key shall be.
///
/// @param attributes what differs from the defaults
public record NewKeyRequest(KeySpec spec, Protection protection, KeyAttributes.Changes attributes) {

    /// Whether a key exchange key is asked for.
    boolean isExchangeKey() {
        return attributes.operations() != null
                && attributes.operations().contains(KeyOperation.IMPORT);
    }
}
