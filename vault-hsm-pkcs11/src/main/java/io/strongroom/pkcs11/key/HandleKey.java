package io.strongroom.pkcs11.key;

import io.strongroom.core.crypto.KeyPurpose;
import io.strongroom.core.crypto.WrappedKey;
import java.util.UUID;

/// Identifies the handle of a tenant's key. A handle serves one purpose.
///
/// @param subject of the key's header: vaults can have copies of one version
record HandleKey(UUID subject, KeyPurpose purpose) {
    HandleKey(WrappedKey key, KeyPurpose purpose) {
        this(key.header().subject(), purpose);
    }
}
