package io.strongroom.core.key;

import io.strongroom.core.crypto.ImportedKey;

/// A key that a caller brings in the clear, and what it shall be.
///
/// @param attributes what differs from the defaults
public record ImportKeyRequest(
        ImportedKey key, Protection protection, KeyAttributes.Changes attributes)
        implements ImportRequest {}
